package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Evidence;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import io.vigie.mention.WatchlistSettings;
import io.vigie.response.Triage;
import io.vigie.response.TriageSet;
import io.vigie.scoring.Category;
import io.vigie.scoring.ScoredMention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TriageMentionsFunctionTest {

  private static final long MINUTE = 60_000;
  private static final long START = TriageSet.AT.toEpochMilli() / MINUTE * MINUTE;
  private static final int MOST = 3;

  private static KeyedTwoInputStreamOperatorTestHarness<String, PickedMention, Incident, Triage>
      harness() throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(new TriageMentionsFunction(TriageSet.shipped(MOST))),
        picked -> picked.scored().mention().brand(),
        Incident::brand,
        Types.STRING);
  }

  private static ScoredMention mention(String id, int minute, double negative, boolean exercise) {
    return TriageSet.mention(
        id,
        "En panne " + id,
        "fr",
        Category.COMPLAINT,
        negative,
        0,
        10,
        Instant.ofEpochMilli(START + minute * MINUTE + 5_000),
        exercise,
        null);
  }

  private static Incident incident(String id, int revision, Status status, boolean exercise) {
    return new Incident(
        id,
        "Telmora",
        revision,
        status,
        60,
        Level.INCIDENT,
        60,
        List.of("pile-on"),
        TriageSet.AT,
        TriageSet.AT,
        null,
        TriageSet.AT,
        null,
        40,
        30,
        "One sentence.",
        new Evidence(List.of(), List.of(), List.of(), Map.of()),
        exercise);
  }

  private static long endOf(int minute) {
    return START + (minute + 1) * MINUTE - 1;
  }

  private static List<String> ids(List<Triage> triaged) {
    return triaged.stream().map(triage -> triage.incidentId() + "/" + triage.mentionId()).toList();
  }

  @Test
  void onlyMinutesWithAnOpenIncidentAreToldAndNothingIsLeftBehind() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (int minute = 0; minute < 5; minute++) {
        for (int i = 0; i < 5; i++) {
          harness.processElement1(
              PickedMention.of(mention("m" + minute + i, minute, 0.1 + i * 0.2, false)),
              START + minute * MINUTE);
        }
      }
      harness.processElement2(incident("inc", 1, Status.OPEN, false), endOf(1));
      harness.processElement2(incident("inc", 2, Status.RESOLVED, false), endOf(3));
      both(harness, endOf(4));

      assertThat(ids(harness.extractOutputValues()))
          .containsExactly("inc/m14", "inc/m13", "inc/m12", "inc/m24", "inc/m23", "inc/m22");
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void theMentionsOfAMergedIncidentStillNeedAnAnswerUntilItsStoryIsOver() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (int minute = 0; minute < 5; minute++) {
        harness.processElement1(
            PickedMention.of(mention("m" + minute, minute, 0.5, false)), START + minute * MINUTE);
      }
      harness.processElement2(incident("inc", 1, Status.OPEN, false), endOf(0));
      harness.processElement2(incident("inc", 2, Status.MERGED, false), endOf(1));
      harness.processElement2(incident("inc", 3, Status.RESOLVED, false), endOf(3));
      both(harness, endOf(4));

      assertThat(ids(harness.extractOutputValues())).containsExactly("inc/m0", "inc/m1", "inc/m2");
    }
  }

  @Test
  void aDrillAndARealIncidentKeepToTheirOwnMentions() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (int i = 0; i < 9; i++) {
        harness.processElement1(PickedMention.of(mention("drill" + i, 0, 0.9, true)), START);
      }
      harness.processElement1(PickedMention.of(mention("real", 0, 0.5, false)), START);
      harness.processElement2(incident("drill", 1, Status.OPEN, true), endOf(0));
      harness.processElement2(incident("inc", 1, Status.OPEN, false), endOf(0));
      both(harness, endOf(0));

      assertThat(ids(harness.extractOutputValues()))
          .containsExactly("inc/real", "drill/drill0", "drill/drill1", "drill/drill2");
      assertThat(harness.extractOutputValues().get(1).draft()).startsWith("[EXERCICE");
    }
  }

  @Test
  void theOrderOfArrivalAndARestartInBetweenChangeNothing() throws Exception {
    List<PickedMention> mentions = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      mentions.add(PickedMention.of(mention("m" + i, i % 2, 0.5 + (i % 4) * 0.1, false)));
    }
    List<String> expected = null;
    for (int run = 0; run < 5; run++) {
      Collections.shuffle(mentions, new Random(run));
      List<String> told = new ArrayList<>();
      var first = harness();
      first.open();
      first.processElement2(incident("inc", 1, Status.OPEN, false), endOf(0));
      for (PickedMention mention : mentions.subList(0, 20)) {
        first.processElement1(mention, START);
      }
      var snapshot = first.snapshot(1, 1);
      first.close();
      try (var second = harness()) {
        second.initializeState(snapshot);
        second.open();
        for (PickedMention mention : mentions.subList(20, 40)) {
          second.processElement1(mention, START);
        }
        both(second, endOf(1));
        told.addAll(ids(second.extractOutputValues()));
      }
      expected = expected == null ? told : expected;
      assertThat(told).hasSize(2 * MOST).isEqualTo(expected);
    }
  }

  @Test
  void whatComesAfterItsMinuteIsLeftOut() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement2(incident("inc", 1, Status.OPEN, false), endOf(0));
      both(harness, endOf(2));
      harness.processElement1(PickedMention.of(mention("late", 1, 0.9, false)), START);
      both(harness, endOf(3));

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void theMostUrgentOfEachBrandAndMinuteArePickedAndHeldNoLongerThanTheirMinute() throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            new PickMentionsOperator(WatchlistSettings.EMPTY, MOST))) {
      harness.open();
      for (int i = 0; i < 50; i++) {
        harness.processElement(new StreamRecord<>(mention("m" + i, i % 2, i / 50.0, false), START));
      }
      harness.processWatermark(endOf(0));
      assertThat(picked(harness)).containsExactly("m48", "m46", "m44");

      harness.prepareSnapshotPreBarrier(1);
      assertThat(picked(harness)).containsExactly("m48", "m46", "m44", "m49", "m47", "m45");
    }
  }

  @Test
  void ofCopiesTheMostUrgentIsPickedWhateverComesFirst() throws Exception {
    String headline = "Telmora customers without network for hours, nobody answers ";
    List<ScoredMention> mentions = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      mentions.add(said("copy" + i, headline + "http://s.example/" + i, 0.7 + i * 0.02));
    }
    mentions.add(said("own", "my own grandmother could not call the doctor", 0.75));
    mentions.add(said("short0", "Is it down?", 0.5));
    mentions.add(said("short1", "is it down", 0.4));
    for (int run = 0; run < 20; run++) {
      Collections.shuffle(mentions, new Random(run));
      try (var harness =
              new OneInputStreamOperatorTestHarness<>(
                  new PickMentionsOperator(WatchlistSettings.EMPTY, 4));
          var triage = harness()) {
        harness.open();
        for (ScoredMention mention : mentions) {
          harness.processElement(new StreamRecord<>(mention, START));
        }
        harness.processWatermark(endOf(0));
        assertThat(picked(harness)).containsExactly("copy11", "own", "short0", "short1");

        // the same where two subtasks picked, of which neither saw all
        triage.open();
        triage.processElement2(incident("inc", 1, Status.OPEN, false), endOf(0));
        for (ScoredMention mention : mentions) {
          triage.processElement1(PickedMention.of(mention), START);
        }
        both(triage, endOf(0));
        assertThat(ids(triage.extractOutputValues()))
            .containsExactly("inc/copy11", "inc/own", "inc/short0");
      }
    }
  }

  private static ScoredMention said(String id, String text, double negative) {
    return TriageSet.mention(
        id,
        text,
        "en",
        Category.COMPLAINT,
        negative,
        0,
        10,
        Instant.ofEpochMilli(START + 5_000),
        false,
        null);
  }

  private static List<String> picked(
      OneInputStreamOperatorTestHarness<ScoredMention, PickedMention> harness) {
    return harness.extractOutputValues().stream()
        .map(picked -> picked.scored().mention().id())
        .toList();
  }

  private static void both(
      KeyedTwoInputStreamOperatorTestHarness<String, PickedMention, Incident, Triage> harness,
      long watermark)
      throws Exception {
    harness.processWatermark1(new Watermark(watermark));
    harness.processWatermark2(new Watermark(watermark));
  }
}
