package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.TextScorer;
import io.vigie.scoring.UnscoredReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // an interrupt ends the test, as it should
class ScoreMentionsOperatorTest {

  private static final Instant AT = Instant.parse("2026-02-02T08:00:00Z");

  private final Model model = new Model();

  @Test
  void aFullBatchLeavesAtOnceAndTheRestAtTheEnd() throws Exception {
    try (var harness = open(3, 50)) {
      for (int i = 0; i < 7; i++) {
        tell(harness, "tw-" + i, "Lumio en panne");
      }
      assertThat(model.batches).containsExactly(3, 3);
      harness.endInput();
      assertThat(model.batches).containsExactly(3, 3, 1);
      assertThat(harness.extractOutputValues())
          .extracting(scored -> scored.mention().id())
          .containsExactly("tw-0", "tw-1", "tw-2", "tw-3", "tw-4", "tw-5", "tw-6");
      assertThat(harness.extractOutputValues())
          .extracting(ScoredMention::model)
          .containsOnly("test/7");
    }
  }

  @Test
  void nobodyWaitsLongerThanTheBatchMay() throws Exception {
    try (var harness = open(100, 50)) {
      tell(harness, "tw-1", "Lumio en panne");
      harness.setProcessingTime(49);
      assertThat(model.batches).isEmpty();
      harness.setProcessingTime(50);
      assertThat(model.batches).containsExactly(1);
      tell(harness, "tw-2", "Lumio en panne");
      harness.setProcessingTime(100);
      assertThat(model.batches).containsExactly(1, 1);
    }
  }

  @Test
  void mentionsComeBeforeTheWatermarkThatFollowsThemAndKeepTheirTime() throws Exception {
    try (var harness = open(100, 50)) {
      tell(harness, "tw-1", "Lumio en panne");
      harness.processWatermark(AT.toEpochMilli());
      List<Object> out = new ArrayList<>(harness.getOutput());
      assertThat(out).hasSize(2);
      assertThat(out.get(0))
          .isInstanceOfSatisfying(
              StreamRecord.class,
              record -> assertThat(record.getTimestamp()).isEqualTo(AT.toEpochMilli()));
      assertThat(out.get(1)).isEqualTo(new Watermark(AT.toEpochMilli()));
    }
  }

  @Test
  void nothingWaitsOverACheckpoint() throws Exception {
    try (var harness = open(100, 50)) {
      tell(harness, "tw-1", "Lumio en panne");
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(harness.snapshot(1, 1).getManagedOperatorState().hasState()).isFalse();
    }
  }

  @Test
  void aTextThatBreaksTheModelIsUnscoredAndCostsNoOtherItsScores() throws Exception {
    try (var harness = open(3, 50)) {
      tell(harness, "tw-1", "Lumio en panne");
      tell(harness, "tw-2", "breaks");
      tell(harness, "tw-3", "Lumio en panne");
      assertThat(harness.extractOutputValues())
          .extracting(scored -> scored.scores().scored())
          .containsExactly(true, false, true);
      assertThat(harness.extractOutputValues().get(1).scores().unscored())
          .isEqualTo(UnscoredReason.MODEL_FAILED);
    }
  }

  @Test
  void theModelIsClosed() throws Exception {
    try (var harness = open(3, 50)) {
      assertThat(model.closed).isFalse();
      harness.endInput();
    }
    assertThat(model.closed).isTrue();
  }

  private OneInputStreamOperatorTestHarness<Mention, ScoredMention> open(int size, long wait)
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<Mention, ScoredMention>(
            new ScoreMentionsOperator(() -> model, size, wait));
    harness.open();
    harness.setProcessingTime(0);
    return harness;
  }

  private static void tell(
      OneInputStreamOperatorTestHarness<Mention, ScoredMention> harness, String id, String text)
      throws Exception {
    Mention m = Results.mention(id, "lumio", AT);
    Mention mention =
        new Mention(
            id,
            m.brand(),
            m.platform(),
            text,
            AT,
            "fr",
            m.author(),
            m.engagement(),
            null,
            null,
            null,
            false);
    harness.processElement(mention, AT.toEpochMilli());
  }

  /** Finds everything negative, notes its batches, and breaks on one text. */
  private static final class Model implements TextScorer {

    final List<Integer> batches = new ArrayList<>();
    boolean closed;

    @Override
    public List<Scores> score(List<Input> batch) {
      if (batch.stream().anyMatch(input -> input.text().equals("breaks"))) {
        throw new IllegalStateException("a model that fails");
      }
      batches.add(batch.size());
      return batch.stream()
          .map(input -> new Scores(new float[] {0.9f, 0.1f, 0f}, null, null, "fr", null))
          .toList();
    }

    @Override
    public String modelId() {
      return "test/7";
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
