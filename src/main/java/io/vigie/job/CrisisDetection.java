package io.vigie.job;

import io.vigie.connector.ControlFile;
import io.vigie.connector.ControlKafkaDeserializer;
import io.vigie.connector.ControlWatermarks;
import io.vigie.connector.FileSinks;
import io.vigie.connector.JsonlFiles;
import io.vigie.connector.KafkaSinks;
import io.vigie.connector.MentionFileSource;
import io.vigie.connector.MentionKafkaDeserializer;
import io.vigie.connector.MentionTimestamps;
import io.vigie.connector.PostgresSettings;
import io.vigie.connector.PostgresSinks;
import io.vigie.connector.PostgresTable;
import io.vigie.connector.ResultFormat;
import io.vigie.connector.ResultStream;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlReader;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.kpi.KpiWindow;
import io.vigie.kpi.Tally;
import io.vigie.mention.DeadLetterJson;
import io.vigie.mention.Intake;
import io.vigie.mention.MentionJson;
import io.vigie.response.PlaybookSet;
import io.vigie.response.Triage;
import io.vigie.response.TriageSettings;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.ScoredMentionJson;
import io.vigie.signal.BrandStep;
import io.vigie.stream.DetectionPipeline;
import io.vigie.stream.DetectionResults;
import io.vigie.stream.Uid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Puts the job crisis-detection together: the sources and sinks that its settings name, and the
 * pipeline between.
 */
public final class CrisisDetection {

  /** Key groups: the most subtasks that the job can ever be scaled to with its state. */
  public static final int MAX_PARALLELISM = 128;

  private CrisisDetection() {}

  /** Flink's settings that the job depends on. */
  public static Configuration configuration(JobSettings settings) {
    Configuration flink = new Configuration();
    // a checkpoint is what a cancelled job goes on from
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // Back off, but never give up: each restart looks for open transactions, so not too often.
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofMinutes(2));
    settings.flink().forEach(flink::setString);
    // A type that Flink cannot take apart would fall back to Kryo, slow and not migratable: fail
    // instead.
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    // State is found again by uid only; a forgotten one must fail here and not at the next upgrade.
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    flink.set(PipelineOptions.NAME, settings.name());
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    return flink;
  }

  /**
   * Flink's settings for a run on files to their end. It is simply run again if it fails: a restart
   * would only hide what is wrong. So it takes no checkpoints either, or every run would last until
   * the first of them is due, because the sinks wait for it.
   */
  public static Configuration configurationOnFiles(JobSettings settings) {
    Configuration flink = configuration(settings);
    flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return flink;
  }

  /** The job on a Kafka topic, until stopped. */
  public static void onKafka(StreamExecutionEnvironment env, JobSettings settings) {
    JobSettings.KafkaInput input = settings.kafka();
    if (input == null) {
      throw new IllegalStateException("kafka.bootstrapServers is not set");
    }
    KafkaSource<Intake> source =
        KafkaSource.<Intake>builder()
            .setBootstrapServers(input.connection().bootstrapServers())
            .setProperties(input.connection().toProperties())
            .setGroupId(input.groupId())
            .setTopics(input.topic())
            .setStartingOffsets(start(input.start()))
            .setDeserializer(new MentionKafkaDeserializer(settings.intake()))
            .setProperty("partition.discovery.interval.ms", "60000")
            .build();
    DataStream<Intake> intakes =
        env.fromSource(
                source,
                MentionTimestamps.strategy(settings.outOfOrder(), settings.idleAfter()),
                Uid.READ_MENTIONS.id())
            .uid(Uid.READ_MENTIONS.id());
    JobSettings.ControlInput control = settings.control();
    DetectionResults results =
        control == null
            ? DetectionPipeline.build(intakes, settings.detection())
            : DetectionPipeline.build(
                intakes,
                control(env, input, control, settings),
                settings.detection().controlled(settings.acknowledgeWithin(), control.maxAge()),
                true);
    write(withPlaybooks(results, settings), settings, null);
    writeTriage(results, settings, null);
  }

  /**
   * All of the control topic, from its beginning where there is no state: what was said of a
   * silence that still lasts must be known. One subtask reads it, so that there is one order.
   */
  private static DataStream<ControlIntake> control(
      StreamExecutionEnvironment env,
      JobSettings.KafkaInput input,
      JobSettings.ControlInput control,
      JobSettings settings) {
    KafkaSource<ControlIntake> source =
        KafkaSource.<ControlIntake>builder()
            .setBootstrapServers(input.connection().bootstrapServers())
            .setProperties(input.connection().toProperties())
            .setGroupId(input.groupId() + "-control")
            .setTopics(control.topic())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(
                new ControlKafkaDeserializer(
                    control.keys(),
                    control.maxAge(),
                    Duration.ofMillis(settings.intake().futureToleranceMillis()),
                    settings.detection().watchlist()))
            .setProperty("partition.discovery.interval.ms", "60000")
            .build();
    return env.fromSource(source, ControlWatermarks.strategy(), Uid.READ_CONTROL.id())
        .forceNonParallel()
        .uid(Uid.READ_CONTROL.id());
  }

  /**
   * The job on files, to their end.
   *
   * @param mentions files of mentions
   * @param out where results go as files, or null
   * @return the results, all of them written
   */
  public static DetectionResults onFiles(
      StreamExecutionEnvironment env,
      JobSettings settings,
      List<Path> mentions,
      @Nullable JsonlFiles out) {
    return onFiles(env, settings, mentions, null, out);
  }

  /**
   * The job on files, to their end.
   *
   * @param mentions files of mentions
   * @param control a file of control messages, or null. Where keys are configured, every message
   *     must be signed; else whoever gives the file vouches for it
   * @param out where results go as files, or null
   * @return the results, all of them written
   * @throws io.vigie.yaml.InvalidFileException with every line of the control file that is wrong
   */
  public static DetectionResults onFiles(
      StreamExecutionEnvironment env,
      JobSettings settings,
      List<Path> mentions,
      @Nullable Path control,
      @Nullable JsonlFiles out) {
    DataStream<Intake> intakes =
        env.fromSource(
                new MentionFileSource(mentions, settings.intake()),
                filesInOrder(),
                Uid.READ_MENTIONS.id())
            .setParallelism(1)
            .uid(Uid.READ_MENTIONS.id("files"));
    DetectionResults results =
        control == null
            ? DetectionPipeline.build(intakes, null, settings.detection(), withKpis(settings, out))
            : DetectionPipeline.build(
                intakes,
                control(env, control, settings),
                settings.detection().controlled(settings.acknowledgeWithin(), null),
                withKpis(settings, out));
    writeTriage(results, settings, out);
    return written(results, settings, out);
  }

  /** A file's messages; null if it has none. Nothing is decided before all of them were read. */
  private static @Nullable DataStream<ControlIntake> control(
      StreamExecutionEnvironment env, Path file, JobSettings settings) {
    JobSettings.ControlInput control = settings.control();
    ControlReader reader =
        new ControlReader(
            control == null ? null : control.keys(),
            null,
            Duration.ZERO,
            settings.detection().watchlist());
    List<ControlIntake> intakes = ControlFile.read(file, reader, Instant.now());
    return intakes.isEmpty()
        ? null
        : env.fromData(intakes, TypeInformation.of(ControlIntake.class))
            .setParallelism(1)
            .uid(Uid.READ_CONTROL.id("file"));
  }

  private static DetectionResults written(
      DetectionResults results, JobSettings settings, @Nullable JsonlFiles out) {
    DetectionResults complete = withPlaybooks(results, settings);
    write(complete, settings, out);
    return complete;
  }

  /** Windows of KPIs cost as much as all of the detection: not where nobody would read them. */
  private static boolean withKpis(JobSettings settings, @Nullable JsonlFiles out) {
    return out == null
        || settings.postgres() != null
        || settings.kafka() != null
        || out.keeps(ResultStream.KPIS);
  }

  private static DetectionResults withPlaybooks(DetectionResults results, JobSettings settings) {
    PlaybookSet playbooks = settings.playbooks();
    return playbooks == null
        ? results
        : DetectionPipeline.withPlaybooks(results, playbooks, settings.cases());
  }

  /**
   * The detection alone, on a history that was scored before.
   *
   * @param scored with event time and watermarks; each mention once
   * @param out where results go as files, or null
   */
  public static DetectionResults onScored(
      DataStream<ScoredMention> scored, JobSettings settings, @Nullable JsonlFiles out) {
    return written(
        DetectionPipeline.buildFromScored(scored, settings.detection(), withKpis(settings, out)),
        settings,
        out);
  }

  /**
   * The detection alone, on a history of counts.
   *
   * @param tallies with event time and watermarks
   * @param out where results go as files, or null
   */
  public static DetectionResults onTallies(
      DataStream<Tally> tallies, JobSettings settings, @Nullable JsonlFiles out) {
    return written(
        DetectionPipeline.buildFromTallies(tallies, settings.detection(), withKpis(settings, out)),
        settings,
        out);
  }

  /**
   * What follows the indicators, on steps that were computed before.
   *
   * @param steps with event time and watermarks
   * @param out where signals, incidents and alerts go as files
   */
  public static DetectionResults onSteps(
      DataStream<BrandStep> steps, JobSettings settings, JsonlFiles out) {
    return written(DetectionPipeline.buildFromSteps(steps, settings.detection()), settings, out);
  }

  /** The file source gives mentions in order, so that the watermark follows at once. */
  private static WatermarkStrategy<Intake> filesInOrder() {
    return MentionTimestamps.strategy(Duration.ZERO, Duration.ofDays(1));
  }

  private static OffsetsInitializer start(Options.KafkaStart start) {
    return switch (start) {
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
    };
  }

  private static void write(
      DetectionResults results, JobSettings settings, @Nullable JsonlFiles files) {
    write(
        results.scoredMentions(),
        ResultFormat.scoredMentions(ScoredMentionJson::write),
        settings,
        files);
    write(results.kpis(), ResultFormat.kpis(), settings, files);
    write(results.indicators(), ResultFormat.indicators(), settings, files);
    write(results.signals(), ResultFormat.signals(), settings, files);
    write(
        results.incidents(),
        ResultFormat.incidents(CrisisDetection::incidentJson),
        settings,
        files);
    write(results.alerts(), ResultFormat.alerts(CrisisDetection::alertJson), settings, files);
    write(results.deadLetters(), ResultFormat.deadLetters(DeadLetterJson::write), settings, files);
    write(results.lateMentions(), ResultFormat.lateMentions(MentionJson::write), settings, files);

    PostgresSettings postgres = settings.postgres();
    if (postgres != null) {
      TreeSet<String> sizes = new TreeSet<>(settings.postgresKpiSizes());
      DataStream<KpiWindow> kpis =
          results
              .kpis()
              .filter(kpi -> sizes.contains(kpi.size()))
              .uid(Uid.SELECT_KPIS.id())
              .name(Uid.SELECT_KPIS.id());
      upsert(kpis.keyBy(kpi -> kpi.brand()), PostgresTable.kpis(), postgres);
      upsert(results.signals().keyBy(signal -> signal.brand()), PostgresTable.signals(), postgres);
      upsert(
          results.incidents().keyBy(incident -> incident.incidentId()),
          PostgresTable.incidents(CrisisDetection::incidentJson),
          postgres);
      upsert(
          results.alerts().keyBy(alert -> alert.incidentId()),
          PostgresTable.alerts(CrisisDetection::alertJson),
          postgres);
      upsert(
          results.deadLetters().keyBy(letter -> letter.origin().toString()),
          PostgresTable.deadLetters(),
          postgres);
    }
  }

  private static void writeTriage(
      DetectionResults results, JobSettings settings, @Nullable JsonlFiles files) {
    TriageSettings triage = settings.triage();
    if (triage == null) {
      return;
    }
    DataStream<Triage> triaged =
        DetectionPipeline.triage(results, settings.detection().watchlist(), triage);
    write(triaged, ResultFormat.triage(), settings, files);
    PostgresSettings postgres = settings.postgres();
    if (postgres != null) {
      upsert(triaged.keyBy(Triage::brand), PostgresTable.triage(), postgres);
    }
  }

  private static <T> void write(
      DataStream<T> results,
      ResultFormat<T> format,
      JobSettings settings,
      @Nullable JsonlFiles files) {
    String label = format.stream().label();
    if (files != null && files.keeps(format.stream())) {
      String uid = Uid.WRITE.id("files-" + label);
      results.sinkTo(files.sink(format)).uid(uid).name(uid);
    } else if (files == null && settings.filesDirectory() != null) {
      String uid = Uid.WRITE.id("directory-" + label);
      results.sinkTo(FileSinks.sink(settings.filesDirectory(), format)).uid(uid).name(uid);
    }
    JobSettings.KafkaInput kafka = settings.kafka();
    if (kafka != null && settings.kafkaStreams().contains(format.stream())) {
      String uid = Uid.WRITE.id("kafka-" + label);
      results
          .sinkTo(KafkaSinks.sink(kafka.connection(), settings.name(), format))
          .uid(uid)
          .name(uid);
    }
  }

  private static byte[] incidentJson(Incident incident) {
    return IncidentJson.write(incident).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] alertJson(Alert alert) {
    return AlertJson.write(alert).getBytes(StandardCharsets.UTF_8);
  }

  private static <T> void upsert(
      DataStream<T> results, PostgresTable<T> table, PostgresSettings postgres) {
    String uid = Uid.WRITE.id("postgres-" + table.name());
    results.sinkTo(PostgresSinks.sink(postgres, table)).uid(uid).name(uid);
  }
}
