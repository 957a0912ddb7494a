package io.vigie.stream;

import io.vigie.incident.Alert;
import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentTracker;
import io.vigie.incident.PatternRules;
import io.vigie.kpi.KpiWindow;
import io.vigie.kpi.Tally;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.mention.Retraction;
import io.vigie.mention.WatchedBrand;
import io.vigie.mention.WatchlistSettings;
import io.vigie.response.Case;
import io.vigie.response.PlaybookSet;
import io.vigie.response.Triage;
import io.vigie.response.TriageSettings;
import io.vigie.scoring.ScoredMention;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalTracker;
import io.vigie.stream.ShareVoiceFunction.OfSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * From mentions to alerts:
 *
 * <pre>
 * intakes ─► separate ─► drop duplicates ─► score ─┬─► tally minutes ─┬─► roll up KPIs ─► share of voice ─► kpis
 *               │                                  │        │         │
 *          dead letters                     scored mentions late      └─► indicators ─► signals ─► patterns ─► incidents ─► alerts
 * </pre>
 *
 * Built from a given source into streams that the caller sends wherever it likes, so that a test
 * builds the very same.
 */
public final class DetectionPipeline {

  /** Time from one step of the indicators to the next. */
  public static final Duration STEP = Duration.ofMinutes(1);

  private static final OutputTag<ScoredMention> NO_SCORED =
      new OutputTag<>("scored-mentions", TypeInformation.of(ScoredMention.class));

  private static final OutputTag<KpiWindow> NO_KPIS =
      new OutputTag<>("kpis", TypeInformation.of(KpiWindow.class));

  private DetectionPipeline() {}

  /**
   * Builds the pipeline.
   *
   * @param intakes with event time and watermarks
   */
  public static DetectionResults build(DataStream<Intake> intakes, DetectionSettings settings) {
    return build(intakes, null, settings, true);
  }

  /**
   * Builds the pipeline with a control stream, and with KPIs or without.
   *
   * @param intakes with event time and watermarks
   * @param control messages and dead letters, in one order (parallelism 1). Its watermark holds
   *     back everything that is decided: on files it should come when all messages were read; on
   *     topics it should be idle from the start. Null = nobody steers
   * @param withKpis false to leave out the windows of KPIs: none come out then
   */
  public static DetectionResults build(
      DataStream<Intake> intakes,
      @Nullable DataStream<ControlIntake> control,
      DetectionSettings settings,
      boolean withKpis) {
    SingleOutputStreamOperator<Mention> mentions =
        intakes
            .process(new SeparateDeadLettersFunction(), MentionTypeInfo.INSTANCE)
            // Beside its source: a file is read by one subtask, and to spread what it reads over
            // all would ship every mention once more.
            .setParallelism(intakes.getParallelism())
            .uid(Uid.SEPARATE_DEAD_LETTERS.id())
            .name(Uid.SEPARATE_DEAD_LETTERS.id());

    SingleOutputStreamOperator<ScoredMention> scored =
        score(distinct(mentions, settings), settings);
    SingleOutputStreamOperator<Tally> tallies = tally(scored, settings);
    return detect(
        tallies,
        scored,
        mentions.getSideOutput(SeparateDeadLettersFunction.DEAD_LETTERS),
        mentions.getSideOutput(SeparateDeadLettersFunction.RETRACTIONS),
        tallies.getSideOutput(TallyMinutesOperator.LATE),
        control,
        settings,
        withKpis);
  }

  /**
   * Builds what follows the scoring: for a history that was scored before. No scored mentions and
   * no dead letters come out: they would only repeat what went in.
   *
   * @param scored with event time and watermarks; each mention once
   * @param withKpis false to leave out the windows of KPIs: none come out then
   */
  public static DetectionResults buildFromScored(
      DataStream<ScoredMention> scored, DetectionSettings settings, boolean withKpis) {
    SingleOutputStreamOperator<Tally> tallies =
        // Beside its source: to spread the mentions would cost more than to count them.
        tally(scored, settings).setParallelism(scored.getParallelism());
    return detect(
        tallies,
        null,
        null,
        null,
        tallies.getSideOutput(TallyMinutesOperator.LATE),
        null,
        settings,
        withKpis);
  }

  /**
   * Builds what follows the counting: for a history of counts without text. No scored, late or dead
   * mentions come out.
   *
   * @param tallies with event time and watermarks; any number per brand, platform and minute
   * @param withKpis false to leave out the windows of KPIs: none come out then
   */
  public static DetectionResults buildFromTallies(
      DataStream<Tally> tallies, DetectionSettings settings, boolean withKpis) {
    return detect(tallies, null, null, null, null, null, settings, withKpis);
  }

  /**
   * Builds what follows the indicators: to try other patterns on steps that were computed before.
   * Signals, incidents and alerts come out, and nothing else.
   *
   * @param steps with event time (one millisecond before {@link BrandStep#at}) and watermarks
   */
  public static DetectionResults buildFromSteps(
      DataStream<BrandStep> steps, DetectionSettings settings) {
    SingleOutputStreamOperator<Signal> signals =
        signals(steps.keyBy(BrandStep::brand, Types.STRING), settings);
    BroadcastStream<ControlMessage> nobody =
        admit(nobody(steps), settings).broadcast(ControlBoard.STATE);
    SingleOutputStreamOperator<Incident> incidents =
        incidents(steps, signals, null, nobody, false, settings);
    return new DetectionResults(
        signals.getSideOutput(NO_SCORED),
        signals.getSideOutput(NO_KPIS),
        steps,
        signals.getSideOutput(ComputeIndicatorsFunction.INDICATORS),
        signals,
        incidents,
        incidents.getSideOutput(TrackIncidentsFunction.ALERTS),
        signals.getSideOutput(SeparateDeadLettersFunction.DEAD_LETTERS),
        signals.getSideOutput(TallyMinutesOperator.LATE));
  }

  /** Streams that a history does not have are empty ones. */
  private static DetectionResults detect(
      DataStream<Tally> tallies,
      @Nullable DataStream<ScoredMention> scored,
      @Nullable DataStream<DeadLetter> deadLetters,
      @Nullable DataStream<Retraction> retractions,
      @Nullable DataStream<Mention> late,
      @Nullable DataStream<ControlIntake> control,
      DetectionSettings settings,
      boolean withKpis) {
    SingleOutputStreamOperator<ControlMessage> messages =
        admit(control == null ? nobody(tallies) : control, settings);
    BroadcastStream<ControlMessage> steering = messages.broadcast(ControlBoard.STATE);
    KeyedStream<Tally, String> talliesByBrand = tallies.keyBy(tally -> tally.brand, Types.STRING);
    SingleOutputStreamOperator<BrandStep> steps =
        talliesByBrand
            .connect(steering)
            .process(
                new ComputeIndicatorsFunction(
                    settings.errors(), settings.patterns().platforms(), settings.plannedEvents()),
                TypeInformation.of(BrandStep.class))
            .uid(Uid.COMPUTE_INDICATORS.id())
            .name(Uid.COMPUTE_INDICATORS.id());
    // The steps left an operator keyed by brand, so they already are where their key belongs.
    DataStream<Signal> signals =
        signals(
            DataStreamUtils.reinterpretAsKeyedStream(steps, BrandStep::brand, Types.STRING),
            settings);
    SingleOutputStreamOperator<Incident> incidents =
        incidents(steps, signals, retractions, steering, control != null, settings);
    DataStream<DeadLetter> refused = messages.getSideOutput(AdmitControlFunction.DEAD_LETTERS);

    return new DetectionResults(
        // An output to which an operator never writes is an empty stream.
        scored == null ? steps.getSideOutput(NO_SCORED) : scored,
        withKpis ? kpis(talliesByBrand, settings) : steps.getSideOutput(NO_KPIS),
        steps,
        steps.getSideOutput(ComputeIndicatorsFunction.INDICATORS),
        signals,
        incidents,
        incidents.getSideOutput(TrackIncidentsFunction.ALERTS),
        deadLetters == null ? refused : deadLetters.union(refused),
        late == null ? steps.getSideOutput(TallyMinutesOperator.LATE) : late);
  }

  /**
   * The results with a playbook in each alert that has something to begin.
   *
   * @param cases what is remembered, or null
   */
  public static DetectionResults withPlaybooks(
      DetectionResults results, PlaybookSet playbooks, @Nullable List<Case> cases) {
    return new DetectionResults(
        results.scoredMentions(),
        results.kpis(),
        results.steps(),
        results.indicators(),
        results.signals(),
        results.incidents(),
        results
            .alerts()
            .map(new SuggestPlaybookFunction(playbooks, cases), TypeInformation.of(Alert.class))
            .uid(Uid.SUGGEST_PLAYBOOK.id())
            .name(Uid.SUGGEST_PLAYBOOK.id()),
        results.deadLetters(),
        results.lateMentions());
  }

  /**
   * How to handle the most urgent mentions of each minute in which an incident of their brand is
   * open. Nothing waits for it: it hangs beside the way to the alerts.
   *
   * @param watchlist whose own accounts are left out
   */
  public static DataStream<Triage> triage(
      DetectionResults results, WatchlistSettings watchlist, TriageSettings settings) {
    return results
        .scoredMentions()
        .transform(
            Uid.PICK_MENTIONS.id(),
            TypeInformation.of(PickedMention.class),
            new PickMentionsOperator(watchlist, settings.perMinute()))
        .uid(Uid.PICK_MENTIONS.id())
        .keyBy(picked -> picked.scored().mention().brand(), Types.STRING)
        .connect(results.incidents().keyBy(Incident::brand, Types.STRING))
        .process(new TriageMentionsFunction(settings), TypeInformation.of(Triage.class))
        .uid(Uid.TRIAGE_MENTIONS.id())
        .name(Uid.TRIAGE_MENTIONS.id());
  }

  /** Control messages that were not let in before, heard by all in one order. */
  private static SingleOutputStreamOperator<ControlMessage> admit(
      DataStream<ControlIntake> control, DetectionSettings settings) {
    return control
        .keyBy(intake -> 0, Types.INT)
        .process(
            new AdmitControlFunction(settings.controlMaxAge()),
            TypeInformation.of(ControlMessage.class))
        .forceNonParallel() // a rescale of the job must not touch it
        .uid(Uid.ADMIT_CONTROL.id())
        .name(Uid.ADMIT_CONTROL.id());
  }

  private static <T> DataStream<ControlIntake> nobody(DataStream<T> beside) {
    return beside
        .transform(
            Uid.READ_CONTROL.id("nothing"),
            TypeInformation.of(ControlIntake.class),
            new NobodySteersOperator<>())
        // beside the other stream: nothing of it is shipped
        .setParallelism(beside.getParallelism())
        .uid(Uid.READ_CONTROL.id("nothing"));
  }

  private static DataStream<Mention> distinct(
      DataStream<Mention> mentions, DetectionSettings settings) {
    return mentions
        .keyBy(DropDuplicatesFunction.bySlot(), Types.INT)
        .process(
            new DropDuplicatesFunction(settings.duplicateWindow().toMillis()),
            MentionTypeInfo.INSTANCE)
        .uid(Uid.DROP_DUPLICATES.id())
        .name(Uid.DROP_DUPLICATES.id());
  }

  private static SingleOutputStreamOperator<ScoredMention> score(
      DataStream<Mention> mentions, DetectionSettings settings) {
    return mentions
        .transform(
            Uid.SCORE_MENTIONS.id(),
            TypeInformation.of(ScoredMention.class),
            new ScoreMentionsOperator(
                settings.scorers(), settings.batchSize(), settings.batchWait().toMillis()))
        .uid(Uid.SCORE_MENTIONS.id());
  }

  private static SingleOutputStreamOperator<Tally> tally(
      DataStream<ScoredMention> scored, DetectionSettings settings) {
    return scored
        .transform(
            Uid.TALLY_MINUTES.id(),
            TypeInformation.of(Tally.class),
            new TallyMinutesOperator(settings.watchlist(), settings.allowedLateness().toMillis()))
        .uid(Uid.TALLY_MINUTES.id());
  }

  private static DataStream<KpiWindow> kpis(
      KeyedStream<Tally, String> tallies, DetectionSettings settings) {
    Map<String, String> competitorSets = new HashMap<>();
    for (WatchedBrand brand : settings.watchlist().brands()) {
      String set = brand.competitorSet();
      if (set != null) {
        competitorSets.put(brand.name(), set);
      }
    }
    long lateness = settings.allowedLateness().toMillis();
    SingleOutputStreamOperator<KpiWindow> windows =
        tallies
            .process(
                new RollUpKpisFunction(competitorSets, lateness),
                TypeInformation.of(KpiWindow.class))
            .uid(Uid.ROLL_UP_KPIS.id())
            .name(Uid.ROLL_UP_KPIS.id());
    return windows.union(
        windows
            .getSideOutput(RollUpKpisFunction.OF_SETS)
            .keyBy(OfSet::key, Types.STRING)
            .process(new ShareVoiceFunction(lateness), TypeInformation.of(KpiWindow.class))
            .uid(Uid.SHARE_VOICE.id())
            .name(Uid.SHARE_VOICE.id()));
  }

  private static SingleOutputStreamOperator<Signal> signals(
      KeyedStream<BrandStep, String> steps, DetectionSettings settings) {
    return steps
        .process(
            new FireSignalsFunction(
                new SignalTracker(
                    settings.patterns().ruleList(settings.watchlist().brands()), STEP)),
            TypeInformation.of(Signal.class))
        .uid(Uid.FIRE_SIGNALS.id())
        .name(Uid.FIRE_SIGNALS.id());
  }

  private static SingleOutputStreamOperator<Incident> incidents(
      DataStream<BrandStep> steps,
      DataStream<Signal> signals,
      @Nullable DataStream<Retraction> retractions,
      BroadcastStream<ControlMessage> steering,
      boolean controlled,
      DetectionSettings settings) {
    TypeInformation<StoryEvent> type = TypeInformation.of(StoryEvent.class);
    HashSet<String> readings =
        new HashSet<>(
            IncidentTracker.readings(settings.patterns().ruleList(settings.watchlist().brands())));
    DataStream<StoryEvent> ofSteps =
        steps
            .map(step -> StoryEvent.of(step.only(readings)), type)
            .uid(Uid.GATHER_STORY.id("steps"))
            .name(Uid.GATHER_STORY.id("steps"));
    DataStream<StoryEvent> ofSignals =
        signals
            .map(signal -> StoryEvent.of(signal), type)
            .uid(Uid.GATHER_STORY.id("signals"))
            .name(Uid.GATHER_STORY.id("signals"));
    DataStream<StoryEvent> ofMatches =
        PatternMatching.apply(signals, settings.patterns())
            .matches()
            .map(match -> StoryEvent.of(match), type)
            .uid(Uid.GATHER_STORY.id("matches"))
            .name(Uid.GATHER_STORY.id("matches"));
    DataStream<StoryEvent> all = ofSteps.union(ofSignals, ofMatches);
    if (retractions != null) {
      all =
          all.union(
              retractions
                  .map(retraction -> StoryEvent.of(retraction), type)
                  .uid(Uid.GATHER_STORY.id("retractions"))
                  .name(Uid.GATHER_STORY.id("retractions")));
    }
    return all.keyBy(StoryEvent::brand, Types.STRING)
        .connect(steering)
        .process(
            new TrackIncidentsFunction(
                settings.incidents(), PatternRules.of(settings.patterns()), controlled),
            TypeInformation.of(Incident.class))
        .uid(Uid.TRACK_INCIDENTS.id())
        .name(Uid.TRACK_INCIDENTS.id());
  }
}
