package io.vigie.job;

import io.vigie.connector.CaseTable;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaSinks;
import io.vigie.connector.PostgresSettings;
import io.vigie.connector.ResultStream;
import io.vigie.incident.ControlKeys;
import io.vigie.incident.IncidentSettings;
import io.vigie.incident.Level;
import io.vigie.incident.LevelThresholds;
import io.vigie.kpi.KpiSize;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.WatchlistSettings;
import io.vigie.pattern.PatternReader;
import io.vigie.pattern.PatternSet;
import io.vigie.response.Case;
import io.vigie.response.CaseReader;
import io.vigie.response.Faq;
import io.vigie.response.FaqReader;
import io.vigie.response.ModerationPolicy;
import io.vigie.response.ModerationReader;
import io.vigie.response.PlaybookReader;
import io.vigie.response.PlaybookSet;
import io.vigie.response.TriageSettings;
import io.vigie.scoring.BundledScorer;
import io.vigie.scoring.InvalidModelException;
import io.vigie.scoring.ModelManifest;
import io.vigie.scoring.TextScorerFactory;
import io.vigie.signal.ErrorRates;
import io.vigie.signal.PlannedEventReader;
import io.vigie.signal.PlannedEvents;
import io.vigie.stream.DetectionSettings;
import io.vigie.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a job was told, read once and checked.
 *
 * @param name name of the job: that of its directory
 * @param intake how mentions are parsed
 * @param detection the pipeline
 * @param playbooks what alerts suggest to do, or null
 * @param cases past cases that alerts are compared with, or null
 * @param triage how mentions are triaged, or null if they are not
 * @param control the control stream, or null if no key is configured
 * @param acknowledgeWithin by level, when an incident that nobody acknowledges is told again, where
 *     there is a control stream
 * @param outOfOrder how far mentions of a partition may be out of order
 * @param idleAfter when a silent partition stops holding back event time
 * @param kafka how Kafka is reached and read, or null
 * @param kafkaStreams results that go to Kafka
 * @param postgres the database, or null
 * @param postgresKpiSizes labels of the KPI windows that go to the database
 * @param filesDirectory where results go as files, or null
 * @param checkpointInterval time between checkpoints
 * @param flink settings of Flink itself
 */
public record JobSettings(
    String name,
    IntakeSettings intake,
    DetectionSettings detection,
    @Nullable PlaybookSet playbooks,
    @Nullable List<Case> cases,
    @Nullable TriageSettings triage,
    @Nullable ControlInput control,
    Map<Level, Duration> acknowledgeWithin,
    Duration outOfOrder,
    Duration idleAfter,
    @Nullable KafkaInput kafka,
    Set<ResultStream> kafkaStreams,
    @Nullable PostgresSettings postgres,
    Set<String> postgresKpiSizes,
    @Nullable String filesDirectory,
    Duration checkpointInterval,
    Map<String, String> flink) {

  /**
   * The topic that mentions come from.
   *
   * @param connection how the cluster is reached
   * @param groupId consumer group
   * @param topic topic of mentions
   * @param start where reading starts without a savepoint
   */
  public record KafkaInput(
      KafkaConnection connection, String groupId, String topic, Options.KafkaStart start) {}

  /**
   * The control stream.
   *
   * @param keys what messages are signed with
   * @param topic topic of control messages
   * @param maxAge how old a message may be
   */
  public record ControlInput(ControlKeys keys, String topic, Duration maxAge) {}

  /** Where settings come from, apart from the job's directory. */
  public record Overrides(
      @Nullable Path environmentFile, List<String> pairs, Map<String, String> environment) {

    public static final Overrides NONE = new Overrides(null, List.of(), Map.of());
  }

  /** The same with other patterns, for a trial on a history. */
  public JobSettings withPatterns(PatternSet others) {
    return with(detection.withPatterns(others), cases, kafka, kafkaStreams, postgres);
  }

  /**
   * The same with the cases of the database beside those of files, as they are now; of two of one
   * name the database's counts. Without a database or a memory, these settings.
   *
   * @throws io.vigie.connector.ServiceUnreachableException if the database does not answer
   * @throws io.vigie.yaml.InvalidFileException if a row of it is no case
   */
  public JobSettings remembering() {
    if (cases == null || postgres == null) {
      return this;
    }
    Map<String, Case> byId = new TreeMap<>();
    cases.forEach(told -> byId.put(told.id(), told));
    CaseTable.read(postgres).forEach(told -> byId.put(told.id(), told));
    return with(detection, List.copyOf(byId.values()), kafka, kafkaStreams, postgres);
  }

  /** The same without topics and database: a trial must not mix with what is real. */
  public JobSettings withoutServices() {
    return with(detection, cases, null, Set.of(), null);
  }

  private JobSettings with(
      DetectionSettings newDetection,
      @Nullable List<Case> newCases,
      @Nullable KafkaInput newKafka,
      Set<ResultStream> newKafkaStreams,
      @Nullable PostgresSettings newPostgres) {
    return new JobSettings(
        name,
        intake,
        newDetection,
        playbooks,
        newCases,
        triage,
        control,
        acknowledgeWithin,
        outOfOrder,
        idleAfter,
        newKafka,
        newKafkaStreams,
        newPostgres,
        postgresKpiSizes,
        filesDirectory,
        checkpointInterval,
        flink);
  }

  /** The name alone: settings of Flink may hold secrets. */
  @Override
  public String toString() {
    return "JobSettings[" + name + "]";
  }

  /**
   * Reads a job's directory.
   *
   * @param directory holds job.yaml, and whatever that names
   * @param models directory of models, for a model given by its name
   * @throws io.vigie.yaml.InvalidFileException with every problem of every file
   */
  public static JobSettings read(Path directory, Path models, Overrides overrides) {
    Problems problems = new Problems();
    Settings settings =
        new Settings(Options.all(), Options.openPrefixes(), problems)
            .withYaml(directory.resolve("job.yaml"))
            .withEnvironmentFile(overrides.environmentFile())
            .withPairs(overrides.pairs())
            .withEnvironment(overrides.environment());

    WatchlistSettings watchlist =
        WatchlistSettings.read(directory.resolve(settings.get(Options.BRANDS)), problems);
    PatternSet patterns =
        PatternReader.read(directory.resolve(settings.get(Options.PATTERNS)), problems);
    TextScorerFactory scorers = scorers(settings, directory, models, watchlist);
    DetectionSettings detection =
        new DetectionSettings(
            watchlist,
            patterns,
            scorers,
            errors(scorers, settings, directory, models),
            settings.get(Options.BATCH_SIZE).intValue(),
            settings.get(Options.BATCH_WAIT),
            settings.get(Options.DUPLICATE_WINDOW),
            settings.get(Options.ALLOWED_LATENESS),
            incidents(settings),
            plannedEvents(settings, directory, watchlist, problems),
            null);
    PlaybookSet playbooks = playbooks(settings, directory, problems);
    KafkaInput kafka = kafka(settings);
    Set<ResultStream> kafkaStreams = kafkaStreams(settings, kafka);
    JobSettings read =
        new JobSettings(
            directory.toAbsolutePath().normalize().getFileName().toString(),
            new IntakeSettings(
                watchlist,
                settings.get(Options.FUTURE_TOLERANCE).toMillis(),
                settings.find(Options.PSEUDONYM_KEY)),
            detection,
            playbooks,
            cases(settings, directory, problems),
            triage(settings, directory, playbooks, problems),
            control(settings),
            acknowledgeWithin(settings),
            settings.get(Options.OUT_OF_ORDER),
            settings.get(Options.IDLE_AFTER),
            kafka,
            kafkaStreams,
            postgres(settings),
            kpiSizes(settings),
            settings.find(Options.FILES_DIRECTORY),
            settings.get(Options.CHECKPOINT_INTERVAL),
            flink(settings));
    problems.throwIfAny();
    return read;
  }

  private static @Nullable PlaybookSet playbooks(
      Settings settings, Path directory, Problems problems) {
    String playbooks = settings.find(Options.PLAYBOOKS);
    return playbooks == null ? null : PlaybookReader.read(directory.resolve(playbooks), problems);
  }

  private static @Nullable List<Case> cases(Settings settings, Path directory, Problems problems) {
    String cases = settings.find(Options.CASES);
    return cases == null ? null : CaseReader.read(directory.resolve(cases), problems);
  }

  private static @Nullable TriageSettings triage(
      Settings settings, Path directory, @Nullable PlaybookSet playbooks, Problems problems) {
    String moderation = settings.find(Options.MODERATION);
    String faq = settings.find(Options.FAQ);
    TriageSettings triage =
        new TriageSettings(
            settings.get(Options.TRIAGE_PER_MINUTE).intValue(),
            moderation == null
                ? ModerationPolicy.NONE
                : ModerationReader.read(directory.resolve(moderation), problems),
            faq == null ? Faq.NONE : FaqReader.read(directory.resolve(faq), problems),
            playbooks);
    return triage.perMinute() == 0 ? null : triage;
  }

  private static PlannedEvents plannedEvents(
      Settings settings, Path directory, WatchlistSettings watchlist, Problems problems) {
    String events = settings.find(Options.EVENTS);
    return events == null
        ? PlannedEvents.NONE
        : PlannedEventReader.read(directory.resolve(events), watchlist, problems);
  }

  private static TextScorerFactory scorers(
      Settings settings, Path directory, Path models, WatchlistSettings watchlist) {
    if (!settings.get(Options.SCORING)) {
      return new NoScorer();
    }
    try {
      return BundledScorer.read(bundle(settings, directory, models)).withNames(watchlist.names());
    } catch (InvalidModelException e) {
      settings.problem(Options.MODEL, String.valueOf(e.getMessage()));
      return new NoScorer();
    }
  }

  private static Path bundle(Settings settings, Path directory, Path models) {
    String model = settings.get(Options.MODEL);
    Path named = models.resolve(model);
    return Files.isDirectory(named) ? named : directory.resolve(model);
  }

  /** Also where scoring is off: what was scored before has the errors of the model. */
  private static Map<String, ErrorRates> errors(
      TextScorerFactory scorers, Settings settings, Path directory, Path models) {
    ModelManifest manifest;
    try {
      manifest =
          scorers instanceof BundledScorer bundle
              ? bundle.manifest()
              : BundledScorer.readManifest(bundle(settings, directory, models));
    } catch (InvalidModelException none) {
      return Map.of(); // without a model there are no errors to correct
    }
    Map<String, ErrorRates> errors = new HashMap<>();
    manifest
        .negativeRates()
        .forEach(
            (lang, rates) ->
                errors.put(
                    lang,
                    ErrorRates.measured(
                        rates.truePositiveRate(),
                        rates.falsePositiveRate(),
                        rates.negativeTexts(),
                        rates.texts() - rates.negativeTexts())));
    return errors;
  }

  private static IncidentSettings incidents(Settings settings) {
    Duration resolveAfter = settings.get(Options.RESOLVE_AFTER);
    IncidentSettings defaults = IncidentSettings.DEFAULTS;
    return new IncidentSettings(
        resolveAfter,
        defaults.resolveAtLatestAfter().compareTo(resolveAfter) < 0
            ? resolveAfter
            : defaults.resolveAtLatestAfter(),
        defaults.quietSurprise(),
        defaults.reopenWithin(),
        defaults.updateEvery(),
        defaults.updateChange(),
        defaults.levelMargin(),
        defaults.levelDownAfter(),
        defaults.alertFrom(),
        defaults.maxAlertsPerHour(),
        defaults.crisisAfter(),
        defaults.crisisPlatforms(),
        settings.get(Options.PRESS_PLATFORMS),
        defaults.pressMentions(),
        defaults.factorHalfLife(),
        defaults.lookback(),
        defaults.signalExpiry(),
        levels(settings),
        defaults.acknowledgeWithin(),
        defaults.easingAfter(),
        settings.get(Options.SUMMARY_LANGUAGE).locale());
  }

  private static LevelThresholds levels(Settings settings) {
    LevelThresholds levels =
        new LevelThresholds(
            settings.get(Options.LEVEL_WATCH),
            settings.get(Options.LEVEL_INCIDENT),
            settings.get(Options.LEVEL_CRISIS));
    if (levels.areInOrder()) {
      return levels;
    }
    settings.problem(
        Options.LEVEL_INCIDENT, "should be above incidents.levels.watch and below .crisis");
    return LevelThresholds.DEFAULTS;
  }

  private static Map<Level, Duration> acknowledgeWithin(Settings settings) {
    Map<Level, Duration> within = new EnumMap<>(Level.class);
    within.put(Level.WATCH, settings.get(Options.ACKNOWLEDGE_WATCH));
    within.put(Level.INCIDENT, settings.get(Options.ACKNOWLEDGE_INCIDENT));
    within.put(Level.CRISIS, settings.get(Options.ACKNOWLEDGE_CRISIS));
    within.values().removeIf(Duration::isZero);
    return Map.copyOf(within);
  }

  private static @Nullable ControlInput control(Settings settings) {
    ControlKeys keys = settings.find(Options.CONTROL_KEYS);
    return keys == null
        ? null
        : new ControlInput(
            keys, settings.get(Options.CONTROL_TOPIC), settings.get(Options.CONTROL_MAX_AGE));
  }

  private static @Nullable KafkaInput kafka(Settings settings) {
    String servers = settings.find(Options.KAFKA_SERVERS);
    if (servers == null) {
      return null;
    }
    Map<String, String> properties = new HashMap<>(settings.below(Options.KAFKA_PROPERTIES));
    properties.put(
        KafkaSinks.TRANSACTION_TIMEOUT_PROPERTY,
        String.valueOf(settings.get(Options.TRANSACTION_TIMEOUT).toMillis()));
    return new KafkaInput(
        new KafkaConnection(servers, properties),
        settings.get(Options.KAFKA_GROUP),
        settings.get(Options.KAFKA_TOPIC),
        settings.get(Options.KAFKA_START));
  }

  private static Set<ResultStream> kafkaStreams(Settings settings, @Nullable KafkaInput kafka) {
    Set<ResultStream> streams = new TreeSet<>();
    if (!settings.get(Options.KAFKA_SINK)) {
      return streams;
    }
    if (kafka == null) {
      settings.problem(Options.KAFKA_SINK, "needs kafka.bootstrapServers");
    }
    for (String label : settings.get(Options.KAFKA_STREAMS)) {
      try {
        streams.add(ResultStream.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_')));
      } catch (IllegalArgumentException e) {
        settings.problem(Options.KAFKA_STREAMS, "names no stream of results: " + label);
      }
    }
    return streams;
  }

  private static @Nullable PostgresSettings postgres(Settings settings) {
    String url = settings.find(Options.POSTGRES_URL);
    String password = settings.find(Options.POSTGRES_PASSWORD);
    return url == null
        ? null
        : new PostgresSettings(
            url, settings.get(Options.POSTGRES_USER), password == null ? "" : password);
  }

  private static Set<String> kpiSizes(Settings settings) {
    Set<String> known = new TreeSet<>();
    for (KpiSize size : KpiSize.values()) {
      known.add(size.label());
    }
    Set<String> sizes = new TreeSet<>(settings.get(Options.POSTGRES_KPI_SIZES));
    if (!known.containsAll(sizes)) {
      settings.problem(Options.POSTGRES_KPI_SIZES, "should be some of " + String.join(", ", known));
    }
    return sizes;
  }

  private static Map<String, String> flink(Settings settings) {
    Map<String, String> flink = new HashMap<>(settings.below(Options.FLINK_PROPERTIES));
    for (String key : List.of("pipeline.generic-types", "pipeline.auto-generate-uids")) {
      if (flink.remove(key) != null) {
        settings.problem(key, "cannot be set: state could no longer be restored");
      }
    }
    String directory = settings.find(Options.CHECKPOINT_DIRECTORY);
    if (directory != null) {
      flink.put("execution.checkpointing.dir", directory);
    }
    return flink;
  }
}
