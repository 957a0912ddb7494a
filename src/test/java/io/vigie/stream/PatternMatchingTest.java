package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.pattern.Match;
import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternSpec;
import io.vigie.pattern.PlannedEventBehaviour;
import io.vigie.pattern.SequenceStep;
import io.vigie.pattern.SequenceStep.After;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.Signal;
import io.vigie.signal.Signal.Phase;
import io.vigie.signal.SignalState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // an interrupt ends the test, as it should
class PatternMatchingTest {

  private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  /** A spike that is not followed by calm within half an hour. */
  private static final PatternSpec UNANSWERED =
      spec("unanswered", step(SequenceStep.Phase.FIRES, "spike"), SequenceStep.absent("calm"));

  private static final PatternSpec PILE_ON =
      spec(
          "pile-on",
          new SequenceStep("spike", After.FOLLOWED_BY, 1),
          new SequenceStep("anger", After.FOLLOWED_BY, 1));

  @Test
  void theSignalsOfAMatchComeInTheOrderOfTheSequence() throws Exception {
    try (Cep cep = new Cep(PILE_ON)) {
      cep.tell(signal("spike", Phase.FIRES, 0), signal("anger", Phase.FIRES, 5));
      cep.watermark(5);
      Match match = cep.matches().get(0);
      assertThat(match.brand()).isEqualTo("telmora");
      assertThat(match.patternId()).isEqualTo("pile-on");
      assertThat(match.patternVersion()).isEqualTo(3);
      assertThat(match.at()).isEqualTo(START.plusSeconds(300));
      assertThat(match.signals()).extracting(Signal::name).containsExactly("spike", "anger");
    }
  }

  @Test
  void outOfOrderSignalsAreTakenInTheOrderOfTheirTime() throws Exception {
    try (Cep cep = new Cep(PILE_ON)) {
      cep.tell(signal("anger", Phase.FIRES, 5), signal("spike", Phase.FIRES, 0));
      cep.watermark(4);
      assertThat(cep.matches()).isEmpty();
      cep.watermark(5);
      assertThat(cep.matches()).hasSize(1);
    }
    try (Cep cep = new Cep(PILE_ON)) {
      cep.tell(signal("spike", Phase.FIRES, 5), signal("anger", Phase.FIRES, 0));
      cep.watermark(60);
      assertThat(cep.matches()).isEmpty();
    }
  }

  @Test
  void atEqualTimesTheSequencesOrderCountsWhicheverIsSentFirst() throws Exception {
    Signal spike = signal("spike", Phase.FIRES, 1);
    Signal anger = signal("anger", Phase.HOLDS, 1);
    for (List<Signal> order : List.of(List.of(spike, anger), List.of(anger, spike))) {
      try (Cep cep = new Cep(PILE_ON)) {
        cep.tell(order.toArray(Signal[]::new));
        cep.watermark(1);
        assertThat(cep.matches()).hasSize(1);
      }
    }
  }

  @Test
  void withinIsExclusive() throws Exception {
    try (Cep cep = new Cep(PILE_ON)) {
      cep.tell(signal("spike", Phase.FIRES, 0), signal("anger", Phase.FIRES, 30));
      cep.tell(signal("spike", Phase.FIRES, 100), signal("anger", Phase.FIRES, 129));
      cep.watermark(200);
      assertThat(cep.matches()).extracting(Match::at).containsExactly(START.plusSeconds(129 * 60));
    }
  }

  @Test
  void anEndedSignalSatisfiesNothing() throws Exception {
    try (Cep cep = new Cep(PILE_ON)) {
      cep.tell(signal("spike", Phase.FIRES, 0), signal("anger", Phase.ENDS, 5));
      cep.watermark(60);
      assertThat(cep.matches()).isEmpty();
    }
  }

  @Test
  void afterAMatchItsBeginningsAreDropped() throws Exception {
    try (Cep cep = new Cep(PILE_ON)) {
      for (int i = 0; i < 10; i++) {
        cep.tell(signal("spike", i == 0 ? Phase.FIRES : Phase.HOLDS, i));
      }
      cep.tell(signal("anger", Phase.FIRES, 10), signal("anger", Phase.HOLDS, 11));
      cep.watermark(60);
      assertThat(cep.matches()).hasSize(1);
    }
  }

  @Test
  void timesCountsTellingsAndNextAllowsNothingBetween() throws Exception {
    PatternSpec next =
        spec(
            "next",
            new SequenceStep("spike", After.FOLLOWED_BY, 1),
            new SequenceStep("anger", After.NEXT, 2));
    try (Cep cep = new Cep(next)) {
      cep.tell(
          signal("spike", Phase.FIRES, 0),
          signal("anger", Phase.FIRES, 1),
          signal("spike", Phase.HOLDS, 2),
          signal("anger", Phase.HOLDS, 3));
      cep.watermark(3);
      assertThat(cep.matches()).isEmpty();
      cep.tell(signal("anger", Phase.HOLDS, 4));
      cep.watermark(4);
      assertThat(cep.matches()).singleElement().satisfies(m -> assertThat(m.signals()).hasSize(3));
    }
  }

  @Test
  void anAbsenceAtTheEndMatchesWhenTheTimeIsOver() throws Exception {
    try (Cep cep = new Cep(UNANSWERED)) {
      cep.tell(signal("spike", Phase.FIRES, 0), signal("spike", Phase.HOLDS, 5));
      cep.watermark(29);
      assertThat(cep.matches()).isEmpty();
      cep.watermark(34);
      Match match = cep.matches().get(0);
      assertThat(match.at()).isEqualTo(START.plusSeconds(30 * 60));
      assertThat(match.signals()).extracting(Signal::name).containsExactly("spike");
      cep.watermark(200);
      assertThat(cep.matches()).hasSize(1);
      assertThat(cep.harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatComesInTimeIsNoAbsenceAndAtTheLastMomentItIsTooLate() throws Exception {
    for (int minute : new int[] {0, 1, 29, 30, 31}) {
      try (Cep cep = new Cep(UNANSWERED)) {
        cep.tell(signal("calm", Phase.FIRES, minute), signal("spike", Phase.FIRES, 0));
        cep.watermark(90);
        assertThat(cep.matches()).as("calm at %d", minute).hasSize(minute < 30 ? 0 : 1);
      }
    }
  }

  @Test
  void anAbsenceBetweenTwoStepsDropsWhatIsUnderWay() throws Exception {
    PatternSpec between =
        spec(
            "between",
            step(SequenceStep.Phase.TOLD, "spike"),
            SequenceStep.absent("calm"),
            step(SequenceStep.Phase.TOLD, "anger"));
    try (Cep cep = new Cep(between)) {
      cep.tell(
          signal("spike", Phase.FIRES, 0),
          signal("calm", Phase.FIRES, 5),
          signal("anger", Phase.FIRES, 9),
          signal("spike", Phase.HOLDS, 10),
          signal("anger", Phase.HOLDS, 14));
      cep.watermark(60);
      assertThat(cep.matches()).extracting(Match::at).containsExactly(START.plusSeconds(14 * 60));
    }
  }

  @Test
  void aStepMayBeAboutOneOfSeveralSignalsAndAboutTheirEnd() throws Exception {
    PatternSpec again =
        spec(
            "again",
            step(SequenceStep.Phase.ENDS, "spike", "anger"),
            step(SequenceStep.Phase.FIRES, "anger", "spike"));
    try (Cep cep = new Cep(again)) {
      cep.tell(
          signal("spike", Phase.FIRES, 0),
          signal("anger", Phase.FIRES, 1),
          signal("anger", Phase.ENDS, 2),
          signal("spike", Phase.HOLDS, 5),
          signal("anger", Phase.FIRES, 8));
      cep.watermark(60);
      assertThat(cep.matches())
          .singleElement()
          .satisfies(
              match -> {
                assertThat(match.at()).isEqualTo(START.plusSeconds(8 * 60));
                assertThat(match.signals())
                    .extracting(Signal::phase)
                    .containsExactly(Phase.ENDS, Phase.FIRES);
              });
    }
  }

  @Test
  void timesMayHaveALowestAndAHighestNumber() throws Exception {
    PatternSpec several =
        spec(
            "several",
            new SequenceStep(
                List.of("spike"), SequenceStep.Phase.TOLD, After.FOLLOWED_BY, 2, 3, false),
            new SequenceStep("anger", After.NEXT, 1));
    for (int spikes = 1; spikes <= 5; spikes++) {
      try (Cep cep = new Cep(several)) {
        for (int i = 0; i < spikes; i++) {
          cep.tell(signal("spike", Phase.HOLDS, i));
        }
        cep.tell(signal("anger", Phase.FIRES, 10));
        cep.watermark(60);
        assertThat(cep.matches()).as("%d spikes", spikes).hasSize(spikes < 2 ? 0 : 1);
      }
    }
  }

  @Test
  void skippingToTheNextLetsALaterBeginningMatchToo() throws Exception {
    Signal[] signals = {
      signal("spike", Phase.FIRES, 0),
      signal("spike", Phase.HOLDS, 5),
      signal("anger", Phase.FIRES, 6),
      signal("spike", Phase.HOLDS, 7),
      signal("anger", Phase.HOLDS, 9)
    };
    PatternSpec toNext = with(PILE_ON, PatternSpec.AfterMatch.SKIP_TO_NEXT);
    try (Cep past = new Cep(PILE_ON);
        Cep next = new Cep(toNext)) {
      past.tell(signals);
      next.tell(signals);
      past.watermark(60);
      next.watermark(60);
      assertThat(past.matches()).hasSize(2);
      assertThat(next.matches()).hasSize(3);
    }
  }

  @Test
  void anAbsenceBegunBeforeASnapshotIsSeenAfterIt() throws Exception {
    OperatorSubtaskState snapshot;
    try (Cep cep = new Cep(UNANSWERED)) {
      cep.tell(signal("spike", Phase.FIRES, 0), signal("spike", Phase.FIRES, 20));
      cep.watermark(21);
      snapshot = cep.harness.snapshot(1, 1);
    }
    try (Cep cep = new Cep(UNANSWERED, snapshot)) {
      cep.tell(signal("calm", Phase.FIRES, 40));
      cep.watermark(90);
      assertThat(cep.matches()).extracting(Match::at).containsExactly(START.plusSeconds(1800));
      assertThat(cep.harness.numEventTimeTimers()).isZero();
    }
  }

  /** Whenever watermarks come by, at any parallelism: the same matches at the same times. */
  @Test
  void absencesDoNotDependOnWatermarksNorOnParallelism() throws Exception {
    List<Signal> signals = randomSignals(6, 400, 7);
    PatternSpec both =
        spec(
            "unanswered-anger",
            step(SequenceStep.Phase.FIRES, "spike"),
            step(SequenceStep.Phase.FIRES, "anger"),
            SequenceStep.absent("calm"));
    PatternSet set = set(UNANSWERED, both, with(both, "to-next"));
    Set<List<Match>> outcomes = new HashSet<>();
    for (int every : new int[] {1, 7, 100, 100_000}) {
      for (int parallelism : new int[] {1, 2, 4}) {
        outcomes.add(run(signals, set, every, parallelism));
      }
    }
    assertThat(outcomes).hasSize(1);
    List<Match> matches = outcomes.iterator().next();
    assertThat(matches).hasSizeGreaterThan(30).doesNotHaveDuplicates();
    assertThat(matches).extracting(Match::patternId).contains("unanswered", "unanswered-anger");
  }

  @Test
  void aMatchBegunBeforeASnapshotIsCompletedAfterIt() throws Exception {
    OperatorSubtaskState snapshot;
    try (Cep cep = new Cep(PILE_ON)) {
      cep.tell(signal("spike", Phase.FIRES, 0));
      cep.watermark(1);
      cep.tell(signal("anger", Phase.FIRES, 9)); // still waits for its watermark
      snapshot = cep.harness.snapshot(1, 1);
    }
    try (Cep cep = new Cep(PILE_ON, snapshot)) {
      cep.watermark(9);
      assertThat(cep.matches()).singleElement().satisfies(m -> assertThat(m.signals()).hasSize(2));
    }
  }

  /**
   * Stopped in the middle and gone on with by two subtasks: with sequences half complete, and while
   * it is waited for what should not come, in the middle of a sequence and at its end.
   */
  @Test
  void aRestartAtAnyMomentAndAnotherParallelismChangesNoMatch() throws Exception {
    List<PatternSpec> specs =
        List.of(
            PILE_ON,
            UNANSWERED,
            spec(
                "calm-not-between",
                step(SequenceStep.Phase.FIRES, "spike"),
                SequenceStep.absent("calm"),
                step(SequenceStep.Phase.FIRES, "anger")),
            spec(
                "unanswered-anger",
                step(SequenceStep.Phase.FIRES, "spike"),
                step(SequenceStep.Phase.FIRES, "anger"),
                SequenceStep.absent("calm")));
    List<Signal> signals = randomSignals(4, 120, 11);
    int waiting = 0;
    for (PatternSpec spec : specs) {
      List<Match> whole;
      try (Cep cep = new Cep(spec)) {
        cep.tell(signals.toArray(Signal[]::new));
        cep.watermark(300);
        whole = sorted(cep.matches());
      }
      assertThat(whole).hasSizeGreaterThan(5);
      for (int minute = 3; minute < 120; minute += 9) {
        Instant cut = START.plusSeconds(60L * minute);
        List<Match> matches = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (Cep first = new Cep(spec)) {
          first.tell(signals.stream().filter(s -> !s.at().isAfter(cut)).toArray(Signal[]::new));
          first.watermark(minute - 1); // the last signals still wait for theirs
          waiting += first.harness.numEventTimeTimers() > 0 ? 1 : 0;
          snapshot = first.harness.snapshot(1, 1);
          matches.addAll(first.matches());
        }
        for (int subtask = 0; subtask < 2; subtask++) {
          try (Cep second = new Cep(spec, snapshot, 2, subtask)) {
            second.tell(
                signals.stream()
                    .filter(s -> s.at().isAfter(cut))
                    .filter(second::isOwn)
                    .toArray(Signal[]::new));
            second.watermark(300);
            matches.addAll(second.matches());
          }
        }
        assertThat(sorted(matches)).as("%s stopped at %s", spec.id(), cut).isEqualTo(whole);
      }
    }
    assertThat(waiting).isGreaterThan(20);
  }

  @Test
  void noStateAndNoTimerAreLeftWhenTheTimeIsOver() throws Exception {
    try (Cep cep = new Cep(PILE_ON)) {
      cep.tell(signal("spike", Phase.FIRES, 0));
      cep.watermark(0);
      assertThat(cep.harness.numKeyedStateEntries()).isPositive();
      cep.watermark(31);
      assertThat(cep.harness.numEventTimeTimers()).isZero();
      int before = cep.harness.numKeyedStateEntries();
      for (int i = 1; i <= 20; i++) {
        cep.tell(signal("spike", Phase.FIRES, 40 * i));
        cep.watermark(40 * i + 31);
      }
      assertThat(cep.harness.numKeyedStateEntries()).isEqualTo(before);
    }
  }

  @Test
  void theCooldownLetsOneThroughAndLeavesNothingBehind() throws Exception {
    HashMap<String, Duration> cooldowns = new HashMap<>(Map.of("pile-on", Duration.ofHours(1)));
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, Match, Match>(
            new KeyedProcessOperator<>(new MatchCooldownFunction(cooldowns)),
            Match::brand,
            Types.STRING)) {
      harness.open();
      for (int minute : new int[] {0, 1, 59, 60, 100, 121}) {
        Match match =
            new Match("telmora", "pile-on", 1, List.of(), START.plusSeconds(60L * minute));
        harness.processElement(match, match.at().toEpochMilli());
        harness.processWatermark(match.at().toEpochMilli());
      }
      assertThat(harness.extractOutputValues())
          .extracting(m -> Duration.between(START, m.at()).toMinutes())
          .containsExactly(0L, 60L, 121L);
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void brandsAndDrillsAreMatchedApartAtAnyOrderOfArrival() throws Exception {
    List<Signal> signals = new ArrayList<>();
    for (String brand : List.of("telmora", "voltanis", "aeroluna")) {
      signals.add(signal(brand, "spike", Phase.FIRES, 0, false));
      signals.add(signal(brand, "anger", Phase.FIRES, brand.equals("aeroluna") ? 40 : 5, false));
    }
    signals.add(signal("mixed", "spike", Phase.FIRES, 0, true));
    signals.add(signal("mixed", "anger", Phase.FIRES, 1, false));
    signals.add(signal("drilled", "spike", Phase.FIRES, 0, true));
    signals.add(signal("drilled", "anger", Phase.FIRES, 1, true));
    for (int parallelism : new int[] {1, 2}) {
      Collections.shuffle(signals, new Random(parallelism));
      assertThat(run(signals, parallelism))
          .extracting(Match::brand)
          .containsExactlyInAnyOrder("telmora", "voltanis", "drilled");
    }
  }

  @Test
  void everyOperatorHasAUidAndLateSignalsAreNotLost() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    var source =
        flink.fromData(List.of(signal("spike", Phase.FIRES, 0)), TypeInformation.of(Signal.class));
    source.uid("source");
    PatternMatching.Matches result = PatternMatching.apply(source, set(PILE_ON));
    result.matches().sinkTo(new DiscardingSink<>()).uid("sink");
    result.late().sinkTo(new DiscardingSink<>()).uid("late-sink");
    assertThat(flink.getStreamGraph().getStreamNodes())
        .extracting(node -> node.getTransformationUID())
        .contains("select-signals-pile-on", "match-pattern-pile-on", "cool-down-matches");
  }

  @Test
  void aSetWithoutPatternsIsRefused() {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    var source =
        flink.fromData(List.of(signal("spike", Phase.FIRES, 0)), TypeInformation.of(Signal.class));
    assertThatThrownBy(() -> PatternMatching.apply(source, set()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsShippedOrKeptNeedsNoGenericType() throws Exception {
    Signal signal = signal("spike", Phase.FIRES, 0);
    roundTrip(Signal.class, signal);
    roundTrip(Match.class, new Match("telmora", "p", 1, List.of(signal, signal), START));
    SignalState state = new SignalState();
    state.setLastStep(START);
    state
        .getHeld()
        .put("spike", new SignalState.Held(START, true, null, START, signal.reading(), false));
    SignalState copy = roundTrip(SignalState.class, state);
    assertThat(copy.getLastStep()).isEqualTo(START);
    assertThat(copy.getHeld()).isEqualTo(state.getHeld());
    assertThat(roundTrip(SignalState.class, new SignalState()).getLastStep()).isNull();
  }

  private static <T> T roundTrip(Class<T> type, T value) throws Exception {
    TypeInformation<T> information = TypeInformation.of(type);
    assertThat(information).isInstanceOf(PojoTypeInfo.class);
    SerializerConfigImpl noGenericTypes = new SerializerConfigImpl();
    noGenericTypes.setGenericTypes(false); // a nested GenericTypeInfo throws from here on
    TypeSerializer<T> serializer = information.createSerializer(noGenericTypes);
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer.serialize(value, out);
    T copy = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    if (type.isRecord()) {
      assertThat(copy).isEqualTo(value);
    }
    return copy;
  }

  /** Spikes, anger and calm of some brands, by time; the same for the same seed. */
  private static List<Signal> randomSignals(int brands, int minutes, long seed) {
    Random random = new Random(seed);
    List<Signal> signals = new ArrayList<>();
    for (int brand = 0; brand < brands; brand++) {
      for (int minute = 0; minute < minutes; minute++) {
        int dice = random.nextInt(30);
        String name = dice < 3 ? "spike" : dice == 3 ? "calm" : dice < 6 ? "anger" : "";
        if (!name.isEmpty()) {
          signals.add(signal("brand-" + brand, name, Phase.FIRES, minute, false));
        }
      }
    }
    signals.sort(Comparator.comparing(Signal::at));
    return signals;
  }

  private static List<Match> sorted(List<Match> matches) {
    return matches.stream()
        .sorted(
            Comparator.comparing(Match::at)
                .thenComparing(Match::brand)
                .thenComparing(Match::patternId))
        .toList();
  }

  private static List<Match> run(List<Signal> signals, int parallelism) throws Exception {
    return run(signals, set(PILE_ON), 100_000, parallelism);
  }

  /** The matches, in one order; with a watermark behind each so many signals. */
  private static List<Match> run(
      List<Signal> signals, PatternSet patterns, int watermarkEvery, int parallelism)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    try (StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration)) {
      var source =
          flink
              .fromData(signals, TypeInformation.of(Signal.class))
              .assignTimestampsAndWatermarks(
                  WatermarkStrategy.<Signal>forGenerator(context -> new EverySoMany(watermarkEvery))
                      .withTimestampAssigner((signal, before) -> signal.at().toEpochMilli()));
      List<Match> matches = new ArrayList<>();
      try (var iterator = PatternMatching.apply(source, patterns).matches().executeAndCollect()) {
        iterator.forEachRemaining(matches::add);
      }
      return sorted(matches);
    }
  }

  /** A watermark behind each so many signals, which come in the order of time. */
  private static final class EverySoMany implements WatermarkGenerator<Signal> {

    private final int every;
    private int seen;

    EverySoMany(int every) {
      this.every = every;
    }

    @Override
    public void onEvent(Signal signal, long at, WatermarkOutput output) {
      if (++seen % every == 0) {
        output.emitWatermark(new Watermark(at - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  /** The CEP operator of a pattern, as the pipeline builds it, in Flink's harness. */
  private static final class Cep implements AutoCloseable {

    private static final int MAX_PARALLELISM = 128;

    final KeyedOneInputStreamOperatorTestHarness<String, Signal, Match> harness;
    private final int subtasks;
    private final int subtask;

    Cep(PatternSpec spec) throws Exception {
      this(spec, null);
    }

    Cep(PatternSpec spec, @Nullable OperatorSubtaskState snapshot) throws Exception {
      this(spec, snapshot, 1, 0);
    }

    /** One of several subtasks, from a snapshot of a single one. */
    @SuppressWarnings("unchecked")
    Cep(PatternSpec spec, @Nullable OperatorSubtaskState snapshot, int subtasks, int subtask)
        throws Exception {
      this.subtasks = subtasks;
      this.subtask = subtask;
      StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
      var source =
          flink.fromData(
              List.of(signal("spike", Phase.FIRES, 0)), TypeInformation.of(Signal.class));
      Transformation<Match> last =
          PatternMatching.apply(source, set(spec)).matches().getTransformation();
      OneInputTransformation<Signal, Match> cep =
          (OneInputTransformation<Signal, Match>)
              last.getTransitivePredecessors().stream()
                  .filter(t -> ("match-pattern-" + spec.id()).equals(t.getUid()))
                  .findFirst()
                  .orElseThrow();
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              cep.getOperatorFactory(),
              Signal::brand,
              Types.STRING,
              MAX_PARALLELISM,
              subtasks,
              subtask);
      if (snapshot != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                snapshot, MAX_PARALLELISM, 1, subtasks, subtask));
      }
      harness.open();
    }

    boolean isOwn(Signal signal) {
      return KeyGroupRangeAssignment.assignKeyToParallelOperator(
              signal.brand(), MAX_PARALLELISM, subtasks)
          == subtask;
    }

    void tell(Signal... signals) throws Exception {
      for (Signal signal : signals) {
        harness.processElement(signal, signal.at().toEpochMilli());
      }
    }

    void watermark(int minute) throws Exception {
      harness.processWatermark(START.plusSeconds(60L * minute).toEpochMilli());
    }

    List<Match> matches() {
      return harness.extractOutputValues();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static PatternSet set(PatternSpec... patterns) {
    return new PatternSet(Map.of(), List.of(patterns));
  }

  private static SequenceStep step(SequenceStep.Phase phase, String... signals) {
    return new SequenceStep(List.of(signals), phase, After.FOLLOWED_BY, 1, 1, false);
  }

  private static PatternSpec spec(String id, SequenceStep... steps) {
    return spec(id, List.of(steps), PatternSpec.AfterMatch.SKIP_PAST_LAST);
  }

  private static PatternSpec with(PatternSpec spec, PatternSpec.AfterMatch afterMatch) {
    return spec(spec.id(), spec.sequence(), afterMatch);
  }

  private static PatternSpec with(PatternSpec spec, String id) {
    return spec(id, spec.sequence(), PatternSpec.AfterMatch.SKIP_TO_NEXT);
  }

  private static PatternSpec spec(
      String id, List<SequenceStep> steps, PatternSpec.AfterMatch afterMatch) {
    return new PatternSpec(
        id,
        3,
        PatternSpec.Status.STABLE,
        "A test.",
        steps,
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        afterMatch,
        null,
        null,
        true,
        PlannedEventBehaviour.WATCH,
        Map.of(),
        List.of("a test"),
        List.of(),
        "none",
        "test.yaml",
        1);
  }

  private static Signal signal(String name, Phase phase, int minute) {
    return signal("telmora", name, phase, minute, false);
  }

  private static Signal signal(
      String brand, String name, Phase phase, int minute, boolean exercise) {
    Instant at = START.plusSeconds(60L * minute);
    return new Signal(
        brand, name, phase, at, at, new IndicatorReading("volume", 99, 20.0, null), exercise);
  }
}
