package io.vigie.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.cli.backtest.Judgement.Outcome;
import io.vigie.cli.backtest.Judgement.Span;
import io.vigie.incident.Evidence;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementTest {

  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Map<String, Span> SPANS =
      Map.of(
          "Telmora",
          new Span(
              NOON.minus(Duration.ofDays(10)),
              NOON.minus(Duration.ofDays(8)),
              NOON.plus(Duration.ofDays(2))));

  @TempDir Path directory;

  @Test
  void aCrisisIsFoundWithDelayAndLead() {
    Judgement judgement =
        judge(event(Event.Kind.CRISIS), opened(12, 7, Level.WATCH), at(13, 0, Level.CRISIS));
    Outcome outcome = judgement.outcomes().get(0);
    assertThat(outcome.right()).isTrue();
    assertThat(outcome.delay()).isEqualTo(Duration.ofMinutes(7));
    // The busiest hour begins at 14:00 and ends at 15:00.
    assertThat(outcome.lead()).isEqualTo(Duration.ofMinutes(2 * 60 + 53));
    assertThat(outcome.highest()).isEqualTo(Level.CRISIS);
    assertThat(judgement.falseAlarms()).isEmpty();
    assertThat(judgement.found()).isEqualTo(1);
    assertThat(judgement.medianDelay()).isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  void anAlarmShortlyBeforeAnInferredOnsetBelongsToIt() {
    Judgement judgement = judge(event(Event.Kind.CRISIS), opened(11, 40, Level.WATCH));
    assertThat(judgement.outcomes().get(0).delay()).isEqualTo(Duration.ofMinutes(-20));
    assertThat(judgement.falseAlarms()).isEmpty();
  }

  @Test
  void anIncidentOpenBeforeAnEventHasNoDelay() {
    Judgement judgement =
        judge(
            event(Event.Kind.SECONDARY_CRISIS),
            opened(6, 0, Level.WATCH),
            at(13, 0, Level.INCIDENT));
    Outcome outcome = judgement.outcomes().get(0);
    assertThat(outcome.wasOpen()).isTrue();
    assertThat(outcome.right()).isTrue();
    assertThat(outcome.delay()).isNull();
    assertThat(outcome.highest()).isEqualTo(Level.INCIDENT);
  }

  @Test
  void aCrisisWithoutAlarmIsMissedAndAnAlarmWithoutEventIsFalse() {
    Judgement judgement = judge(event(Event.Kind.CRISIS), opened(20, 0, Level.WATCH));
    assertThat(judgement.outcomes().get(0).right()).isFalse();
    assertThat(judgement.found()).isZero();
    assertThat(judgement.falseAlarms()).hasSize(1);
    assertThat(judgement.brandDays()).isEqualTo(10);
    assertThat(judgement.falseAlarmsPerBrandDay()).isEqualTo(0.1);
  }

  @Test
  void aSpamBurstMayBeWatchedAndNoMore() {
    assertThat(right(Event.Kind.SPAM_BURST, Level.WATCH)).isTrue();
    assertThat(right(Event.Kind.SPAM_BURST, Level.INCIDENT)).isFalse();
    assertThat(right(Event.Kind.BENIGN_SPIKE, Level.INCIDENT)).isTrue();
    assertThat(right(Event.Kind.BENIGN_SPIKE, Level.CRISIS)).isFalse();
  }

  @Test
  void theLevelCountsThatHeldDuringTheEvent() {
    // A crisis at 13:00 is no fault of an event that was over before.
    Event early =
        new Event("Telmora", "e", Event.Kind.SPAM_BURST, NOON, null, NOON.plusSeconds(1800));
    Judgement judgement = judge(early, opened(12, 5, Level.WATCH), at(13, 0, Level.CRISIS));
    assertThat(judgement.outcomes().get(0).highest()).isEqualTo(Level.WATCH);
  }

  @Test
  void eventsOfOtherBrandsAndTimesAreNotCovered() {
    Event other = new Event("Belvoria", "e", Event.Kind.CRISIS, NOON, null, NOON);
    Instant long_ago = NOON.minus(Duration.ofDays(100));
    Event before = new Event("Telmora", "e", Event.Kind.CRISIS, long_ago, null, long_ago);
    Judgement judgement = Judgement.of(List.of(other, before), List.of(), SPANS);
    assertThat(judgement.outcomes()).isEmpty();
    assertThat(judgement.uncovered()).isEqualTo(2);
  }

  @Test
  void aReopenedIncidentIsANewWave() {
    List<Wave> waves =
        Wave.of(
            Stream.of(
                incident(4, Status.RESOLVED, 20, 0, Level.INFO),
                incident(1, Status.OPEN, 9, 0, Level.WATCH),
                incident(2, Status.RESOLVED, 11, 0, Level.INFO),
                incident(3, Status.OPEN, 15, 0, Level.INCIDENT)));
    assertThat(waves).extracting(Wave::alarmAt).containsExactly(clock(9, 0), clock(15, 0));
    assertThat(waves).extracting(Wave::endedAt).containsExactly(clock(11, 0), clock(20, 0));
    assertThat(waves).extracting(Wave::highest).containsExactly(Level.WATCH, Level.INCIDENT);
  }

  @Test
  void eventsAreReadWithEveryProblemAtOnce() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("events.json"),
            """
            [{"brand":"Telmora","event":"outage","kind":"crisis","onset":"2026-01-05T12:00Z",
              "peakHour":"2026-01-05T14:00Z","end":"2026-01-05T18:00Z","note":"ignored"},
             {"brand":"Telmora","event":"x","kind":"calamity","onset":"2026-01-05T12:00Z",
              "end":"2026-01-05T18:00Z"},
             {"brand":"Telmora","event":"x","kind":"crisis","onset":"noon","end":"2026-01-05T18:00Z"},
             {"event":"x","kind":"crisis","onset":"2026-01-05T12:00Z","end":"2026-01-05T10:00Z"}]
            """);
    Problems problems = new Problems();
    assertThat(Event.read(file, problems))
        .containsExactly(
            new Event("Telmora", "outage", Event.Kind.CRISIS, NOON, clock(14, 0), clock(18, 0)));
    assertThat(problems.sorted().toString())
        .contains("event 2: 'kind' is 'calamity' but should be one of crisis, weak-crisis")
        .contains("event 3: ")
        .contains("event 4: 'end' is before 'onset'");
    Problems noJson = new Problems();
    Event.read(Files.writeString(directory.resolve("b.json"), "[\n{]"), noJson);
    assertThat(noJson.sorted().toString()).contains("b.json:2: is no JSON");
  }

  private static boolean right(Event.Kind kind, Level level) {
    return judge(event(kind), opened(12, 30, level)).outcomes().get(0).right();
  }

  private static Judgement judge(Event event, Incident... incidents) {
    return Judgement.of(List.of(event), Wave.of(Stream.of(incidents)), SPANS);
  }

  private static Event event(Event.Kind kind) {
    return new Event("Telmora", "outage", kind, NOON, clock(14, 0), clock(18, 0));
  }

  private static Incident opened(int hour, int minute, Level level) {
    return incident(1, Status.OPEN, hour, minute, level);
  }

  private static Incident at(int hour, int minute, Level level) {
    return incident(2, Status.OPEN, hour, minute, level);
  }

  private static Instant clock(int hour, int minute) {
    return NOON.plus(Duration.ofHours(hour - 12L)).plus(Duration.ofMinutes(minute));
  }

  static Incident incident(int revision, Status status, int hour, int minute, Level level) {
    Instant at = clock(hour, minute);
    return new Incident(
        "inc-1",
        "Telmora",
        revision,
        status,
        level.from(),
        level,
        level.from(),
        List.of("pile-on"),
        at,
        at,
        null,
        at,
        status == Status.RESOLVED ? at : null,
        10,
        5,
        "Telmora: many mentions",
        new Evidence(List.of(), List.of(), List.of(), Map.of()),
        false);
  }
}
