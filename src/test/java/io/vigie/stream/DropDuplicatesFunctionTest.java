package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.mention.Mention;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // an interrupt ends the test, as it should
class DropDuplicatesFunctionTest {

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Instant START = Instant.parse("2026-02-02T08:00:00Z");

  @Test
  void aMentionPassesOnceAndItsNamesakesPassToo() throws Exception {
    try (var harness = open(null)) {
      tell(harness, "tw-1", "lumio", 0);
      tell(harness, "tw-1", "lumio", 0);
      tell(harness, "tw-1", "nordika", 0);
      tell(harness, "tw-2", "lumio", 0);
      tell(harness, "tw-1", "lumio", 30);
      assertThat(harness.extractOutputValues())
          .extracting(mention -> mention.id() + " " + mention.brand())
          .containsExactly("tw-1 lumio", "tw-1 nordika", "tw-2 lumio");
    }
  }

  @Test
  void aRepeatIsKnownForOneWindowAndForgottenAfterTwo() throws Exception {
    try (var harness = open(null)) {
      tell(harness, "tw-1", "lumio", 59);
      watermark(harness, 118);
      tell(harness, "tw-1", "lumio", 118);
      assertThat(harness.extractOutputValues()).hasSize(1);
      watermark(harness, 120);
      tell(harness, "tw-1", "lumio", 121);
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void aLateMentionIsRememberedAsLongAsAnyOther() throws Exception {
    try (var harness = open(null)) {
      watermark(harness, 10 * 24 * 60);
      tell(harness, "tw-old", "lumio", 0);
      watermark(harness, 10 * 24 * 60 + 59);
      tell(harness, "tw-old", "lumio", 0);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void nothingIsLeftAtTheEnd() throws Exception {
    try (var harness = open(null)) {
      for (int i = 0; i < 500; i++) {
        tell(harness, "tw-" + i, "lumio", i);
        watermark(harness, i);
      }
      assertThat(harness.numKeyedStateEntries()).isPositive();
      watermark(harness, 500 + 120);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatWasSeenIsKnownAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null)) {
      tell(harness, "tw-1", "lumio", 0);
      watermark(harness, 1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot)) {
      tell(harness, "tw-1", "lumio", 2);
      tell(harness, "tw-2", "lumio", 2);
      assertThat(harness.extractOutputValues()).extracting(Mention::id).containsExactly("tw-2");
      watermark(harness, 180);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, Mention, Mention> open(
      @Nullable OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DropDuplicatesFunction(WINDOW.toMillis())),
            DropDuplicatesFunction.bySlot(),
            Types.INT);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    return harness;
  }

  private static void tell(
      KeyedOneInputStreamOperatorTestHarness<Integer, Mention, Mention> harness,
      String id,
      String brand,
      int minute)
      throws Exception {
    Instant at = START.plusSeconds(60L * minute);
    harness.processElement(Results.mention(id, brand, at), at.toEpochMilli());
  }

  private static void watermark(
      KeyedOneInputStreamOperatorTestHarness<Integer, Mention, Mention> harness, int minute)
      throws Exception {
    harness.processWatermark(START.plusSeconds(60L * minute).toEpochMilli());
  }
}
