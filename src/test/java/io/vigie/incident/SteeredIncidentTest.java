package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.ControlMessage.Type;
import io.vigie.incident.Scenario.Minute;
import io.vigie.pattern.PlannedEventBehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people and planned events do to an incident. */
class SteeredIncidentTest {

  private static final IncidentSettings SETTINGS =
      IncidentSettings.DEFAULTS.withAcknowledgeWithin(
          Map.of(Level.INCIDENT, Duration.ofMinutes(30), Level.CRISIS, Duration.ofMinutes(15)));

  private static PatternRules rules(PlannedEventBehaviour behaviour) {
    return new PatternRules(Level.INFO, Level.CRISIS, true, behaviour, Map.of(), Set.of());
  }

  private static Scenario quiet() {
    return new Scenario(SETTINGS).minutes(60, Minute.quiet());
  }

  /** A storm begins, and a pattern matches in its fifth minute. */
  private static Scenario storm(Scenario scenario) {
    return scenario.minutes(5, Minute.storm()).matches("pile-on", "volume-spike", "negativity");
  }

  private static Scenario calm(Scenario scenario) {
    return scenario.ends("volume-spike").ends("negativity");
  }

  private static ControlMessage silence(
      String id, Instant from, Duration lasts, @Nullable String pattern, boolean evenCrisis) {
    Silence silence =
        new Silence(Scenario.BRAND, pattern, from, from.plus(lasts), evenCrisis, "we know");
    return new ControlMessage(id, Type.SILENCE, from, from, "Ana", null, silence, null, null);
  }

  // ---- life ----

  @Test
  void theOnsetIsWhenTheVolumeBecameUnusual() {
    Scenario scenario = storm(quiet());
    Milestones milestones = scenario.last().milestones();
    Instant unusual = scenario.now.minus(Duration.ofMinutes(4));
    assertThat(milestones.onsetAt()).isEqualTo(unusual);
    assertThat(milestones.alertedAt()).isEqualTo(scenario.now);
    assertThat(milestones.toDetect()).isEqualTo(240);
    assertThat(milestones.toAcknowledge()).isNull();
  }

  @Test
  void whoeverAcknowledgesIsNotedAndNotEscalated() {
    Scenario scenario = storm(quiet()).minutes(9, Minute.storm());
    int alerts = scenario.alerts().size();
    scenario.control(Type.ACKNOWLEDGE, null);
    assertThat(scenario.last().status()).isEqualTo(Status.ACKNOWLEDGED);
    assertThat(scenario.last().milestones().acknowledgedBy()).isEqualTo("Ana");
    assertThat(scenario.last().milestones().toAcknowledge()).isEqualTo(540);
    scenario.minutes(60, Minute.storm());
    assertThat(scenario.alerts()).hasSize(alerts);
    int updates = scenario.updates.size();
    scenario.control(Type.ACKNOWLEDGE, null);
    assertThat(scenario.updates).as("nobody acknowledges twice").hasSize(updates);
  }

  @Test
  void whatNobodyAcknowledgesIsToldAgainOnce() {
    Scenario scenario = storm(quiet());
    assertThat(scenario.last().level()).isEqualTo(Level.INCIDENT);
    Instant told = scenario.now;
    scenario.minutes(90, Minute.storm());
    List<Alert> escalated =
        scenario.alerts().stream().filter(alert -> alert.status() == Status.ESCALATED).toList();
    assertThat(escalated).hasSize(1);
    assertThat(escalated.get(0).at()).isEqualTo(told.plus(Duration.ofMinutes(30)));
    assertThat(escalated.get(0).summary()).contains("Nobody has acknowledged it for 30 min.");
    assertThat(scenario.last().status()).isEqualTo(Status.ESCALATED);
    // a worse level is told, and then waited for anew
    scenario.minute(Minute.storm().on(Map.of("press", 9L), 1));
    assertThat(scenario.last().level()).isEqualTo(Level.CRISIS);
    scenario.minutes(20, Minute.storm());
    assertThat(scenario.alerts().stream().filter(a -> a.summary().contains("Nobody")).count())
        .isEqualTo(2);
  }

  @Test
  void withoutAControlStreamNothingIsToldAgain() {
    Scenario scenario = storm(new Scenario().minutes(60, Minute.quiet()));
    int alerts = scenario.alerts().size();
    assertThat(scenario.minutes(90, Minute.storm()).alerts()).hasSize(alerts);
  }

  @Test
  void itEasesAndTheMatterIsOverWhenAllHasBeenUsualForSixHours() {
    Scenario scenario = calm(storm(quiet()).minutes(30, Minute.storm()));
    Instant onset = Objects.requireNonNull(scenario.last().milestones().onsetAt());
    Instant usual = scenario.now.plus(Duration.ofMinutes(1));
    scenario.hours(9, Minute.quiet());
    assertThat(scenario.incidents())
        .extracting(Incident::status)
        .containsSubsequence(Status.OPEN, Status.EASING, Status.RESOLVED, Status.RESOLVED);
    Incident last = scenario.last();
    assertThat(last.milestones().baselineAt()).isEqualTo(usual);
    assertThat(last.milestones().toBaseline())
        .isEqualTo(Duration.between(onset, usual).toSeconds());
    assertThat(last.updatedAt()).isEqualTo(usual.plus(Duration.ofHours(6)));
    assertThat(scenario.alerts().get(scenario.alerts().size() - 1).status())
        .isEqualTo(Status.RESOLVED);
  }

  @Test
  void aResolutionByHandIsToldWithItsOutcomeAndASecondWaveReopens() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    scenario.control(Type.RESOLVE, "a rumour, answered");
    Alert resolved = scenario.alerts().get(scenario.alerts().size() - 1);
    assertThat(resolved.status()).isEqualTo(Status.RESOLVED);
    assertThat(resolved.summary()).contains("resolved by Ana", "Outcome: a rumour, answered.");
    assertThat(scenario.last().milestones().resolvedBy()).isEqualTo("Ana");
    String id = scenario.last().incidentId();
    scenario.minutes(60, Minute.storm()).matches("pile-on", "volume-spike");
    assertThat(scenario.last().incidentId()).isEqualTo(id);
    assertThat(scenario.last().status()).isEqualTo(Status.REOPENED);
    assertThat(scenario.last().milestones().resolvedBy()).isNull();
  }

  @Test
  void aSecondWaveBeginsItsTasksAnew() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    scenario.control(Type.TASK_DONE, "call legal").control(Type.RESOLVE, null);
    assertThat(scenario.last().milestones().tasks()).hasSize(1);
    scenario.minutes(60, Minute.storm()).matches("pile-on", "volume-spike");
    assertThat(scenario.last().milestones().tasks()).isEmpty();
    scenario.control(Type.TASK_DONE, "call legal");
    assertThat(scenario.last().milestones().tasks()).hasSize(1);
  }

  @Test
  void aMessageAboutAnEarlierWaveDoesNotTouchThisOne() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    Instant before = scenario.now;
    scenario.control(Type.RESOLVE, null);
    scenario.minutes(60, Minute.storm()).matches("pile-on", "volume-spike");
    String id = scenario.last().incidentId();
    int updates = scenario.updates.size();
    for (Type type : List.of(Type.RESOLVE, Type.ACKNOWLEDGE)) {
      scenario.control(
          new ControlMessage("late " + type, type, before, before, "Ana", id, null, null, null));
    }
    assertThat(scenario.updates).hasSize(updates);
  }

  @Test
  void responsesAndTasksAreNotedOnce() {
    Scenario scenario = storm(quiet()).minutes(20, Minute.storm());
    Instant responded = scenario.now.minus(Duration.ofMinutes(5));
    String id = scenario.last().incidentId();
    scenario.control(
        new ControlMessage(
            "r", Type.RESPONDED, responded, scenario.now, "Ana", id, null, null, null));
    assertThat(scenario.last().milestones().respondedAt()).isEqualTo(responded);
    assertThat(scenario.last().updatedAt()).isEqualTo(scenario.now);
    assertThat(scenario.last().milestones().toRespond()).isEqualTo(15 * 60);
    scenario.control(Type.TASK_DONE, "call legal");
    scenario.minute(Minute.storm()).control(Type.TASK_DONE, "call legal");
    assertThat(scenario.last().milestones().tasks()).hasSize(1);
    Incident read = IncidentJson.read(IncidentJson.write(scenario.last()));
    assertThat(read.milestones()).isEqualTo(scenario.last().milestones());
  }

  @Test
  void theFirstPostOfTheBrandAfterTheAlertIsItsAnswer() {
    Scenario scenario = quiet().minuteWithOwnPost(Minute.quiet(), 20).minutes(4, Minute.storm());
    scenario.minuteWithOwnPost(Minute.storm(), 10).matches("pile-on", "volume-spike");
    Instant alertedAt = scenario.now;
    scenario.minutes(3, Minute.storm());
    assertThat(scenario.last().milestones().respondedAt()).as("it spoke before").isNull();
    int alerts = scenario.alerts().size();
    scenario.minuteWithOwnPost(Minute.storm(), 20);
    Milestones told = scenario.last().milestones();
    assertThat(told.respondedAt()).isEqualTo(scenario.now.minusSeconds(20));
    assertThat(told.respondedBy()).isNull();
    assertThat(told.toRespond())
        .isEqualTo(Duration.between(alertedAt, scenario.now).toSeconds() - 20);
    assertThat(scenario.last().updatedAt()).isEqualTo(scenario.now);
    assertThat(scenario.alerts()).as("for the ledger alone").hasSize(alerts);
    int updates = scenario.updates.size();
    scenario.minuteWithOwnPost(Minute.storm(), 20);
    assertThat(scenario.updates).as("the first alone").hasSize(updates);
  }

  @Test
  void whatSomebodySaysOfTheAnswerCountsForMoreThanAPost() {
    Scenario scenario = storm(quiet()).minutes(10, Minute.storm());
    scenario.minuteWithOwnPost(Minute.storm(), 20);
    assertThat(scenario.last().milestones().respondedAt()).isNotNull();
    Instant said = scenario.now.minus(Duration.ofMinutes(8));
    String id = scenario.last().incidentId();
    scenario.control(
        new ControlMessage("r", Type.RESPONDED, said, scenario.now, "Ana", id, null, null, null));
    assertThat(scenario.last().milestones().respondedAt()).isEqualTo(said);
    assertThat(scenario.last().milestones().respondedBy()).isEqualTo("Ana");
    scenario.minuteWithOwnPost(Minute.storm(), 20).control(Type.RESPONDED, null);
    assertThat(scenario.last().milestones().respondedAt()).as("said once").isEqualTo(said);
  }

  @Test
  void aPostOfADrillIsNoAnswerToWhatIsRealNorTheReverse() {
    for (boolean drill : new boolean[] {false, true}) {
      Scenario scenario = quiet();
      scenario.exercise = drill;
      storm(scenario).minutes(5, Minute.storm());
      scenario.exercise = !drill;
      scenario.minuteWithOwnPost(Minute.quiet(), 20);
      scenario.exercise = drill;
      scenario.control(Type.ACKNOWLEDGE, null);
      assertThat(scenario.last().milestones().respondedAt()).isNull();
      scenario.minuteWithOwnPost(Minute.storm(), 20);
      assertThat(scenario.last().milestones().respondedAt()).isNotNull();
    }
  }

  @Test
  void aPostAfterTheEndIsNoAnswerAndASecondWaveIsAnsweredAnew() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    scenario.control(Type.RESOLVE, null).minuteWithOwnPost(Minute.storm(), 20);
    assertThat(scenario.last().milestones().respondedAt()).isNull();
    scenario.minutes(60, Minute.storm()).matches("pile-on", "volume-spike");
    assertThat(scenario.last().status()).isEqualTo(Status.REOPENED);
    scenario.minuteWithOwnPost(Minute.storm(), 20);
    assertThat(scenario.last().milestones().respondedAt()).isEqualTo(scenario.now.minusSeconds(20));
  }

  @Test
  void aMessageAboutAnotherIncidentDoesNothing() {
    Scenario scenario = storm(quiet());
    int updates = scenario.updates.size();
    scenario.control(
        new ControlMessage(
            "x", Type.RESOLVE, scenario.now, scenario.now, "Ana", "inc-other", null, null, null));
    assertThat(scenario.updates).hasSize(updates);
  }

  // ---- merged into another ----

  private static ControlMessage merge(String id, Scenario scenario, String into) {
    return new ControlMessage(
        id,
        Type.MERGE,
        scenario.now,
        scenario.now,
        "Ana",
        scenario.last().incidentId(),
        null,
        null,
        into);
  }

  @Test
  void aMergedIncidentSaysSoOnceAndTellsNothingMoreWhileItsStoryLasts() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    int alerts = scenario.alerts().size();
    assertThat(scenario.state.openCount()).isEqualTo(1);
    scenario.control(merge("m", scenario, "inc-mother"));
    assertThat(scenario.alerts()).hasSize(alerts + 1);
    Alert told = scenario.alerts().get(alerts);
    assertThat(told.status()).isEqualTo(Status.MERGED);
    assertThat(told.summary())
        .startsWith(
            "Telmora: merged by Ana into inc-mother, whose alerts tell the story from now on;"
                + " peak severity ")
        .contains("mentions since 10:05 UTC.");
    assertThat(scenario.state.openCount()).as("open incidents").isZero();
    assertThat(scenario.state.openSince()).as("no hour of it is usual").isNotNull();

    // a worse level, another pattern, no acknowledgement, its end: the ledger alone
    scenario.minute(Minute.storm().on(Map.of("press", 9L), 1)).minutes(60, Minute.storm());
    scenario.matches("sustained-negative-surge", "negativity");
    assertThat(scenario.last().level()).isEqualTo(Level.CRISIS);
    assertThat(scenario.last().patterns()).contains("sustained-negative-surge");
    assertThat(scenario.last().isOver()).isFalse();
    calm(scenario).hours(4, Minute.quiet());
    assertThat(scenario.alerts()).hasSize(alerts + 1);
    assertThat(scenario.last().status()).isEqualTo(Status.MERGED);
    assertThat(scenario.last().isOver()).isTrue();
    assertThat(scenario.last().milestones().escalatedAt()).isNull();
    assertThat(scenario.last().milestones().merged())
        .isEqualTo(new Milestones.Merge("inc-mother", "Ana", told.at()));
    Incident read = IncidentJson.read(IncidentJson.write(scenario.last()));
    assertThat(read.milestones()).isEqualTo(scenario.last().milestones());
    assertThat(read.status()).isEqualTo(Status.MERGED);
  }

  @Test
  void whenItBreaksOutAnewItIsAnIncidentAgain() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    String id = scenario.last().incidentId();
    ControlMessage merge = merge("m", scenario, "inc-mother");
    scenario.control(merge);
    calm(scenario).hours(4, Minute.quiet());
    assertThat(scenario.last().isOver()).isTrue();
    int alerts = scenario.alerts().size();
    storm(scenario);
    assertThat(scenario.last().incidentId()).isEqualTo(id);
    assertThat(scenario.last().status()).isEqualTo(Status.REOPENED);
    assertThat(scenario.last().milestones().merged()).isNull();
    assertThat(scenario.alerts()).hasSize(alerts + 1);
    // what was said of the first wave, heard once more, is not said of this one
    scenario.control(
        new ControlMessage(
            "late", Type.MERGE, merge.at(), merge.at(), "Ana", id, null, null, "inc-mother"));
    assertThat(scenario.last().status()).isEqualTo(Status.REOPENED);
    scenario.minutes(60, Minute.storm());
    assertThat(scenario.last().milestones().escalatedAt()).isNotNull();
  }

  @Test
  void aMergeIsNotedOnceAndMayBeCorrected() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    scenario.control(merge("m", scenario, scenario.last().incidentId()));
    assertThat(scenario.last().milestones().merged()).as("into itself").isNull();
    scenario.control(merge("a", scenario, "inc-wrong"));
    int alerts = scenario.alerts().size();
    int updates = scenario.updates.size();
    scenario.control(merge("b", scenario, "inc-wrong"));
    assertThat(scenario.updates).hasSize(updates);
    scenario.control(merge("c", scenario, "inc-mother"));
    assertThat(scenario.last().summary()).contains("merged by Ana into inc-mother");
    assertThat(scenario.alerts()).as("nobody is told twice").hasSize(alerts);
  }

  @Test
  void whatIsOverMayBeMergedForTheRecordAlone() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    scenario.control(Type.RESOLVE, null);
    int alerts = scenario.alerts().size();
    scenario.control(merge("m", scenario, "inc-mother"));
    assertThat(scenario.last().status()).isEqualTo(Status.MERGED);
    assertThat(scenario.last().isOver()).isTrue();
    assertThat(scenario.alerts()).hasSize(alerts);
  }

  @Test
  void theEndOfASilenceTellsNothingOfAMergedIncident() {
    Scenario scenario = quiet();
    scenario.silences(silence("s", scenario.now, Duration.ofMinutes(30), null, false));
    storm(scenario).minutes(3, Minute.storm());
    scenario.control(merge("m", scenario, "inc-mother"));
    scenario.minutes(60, Minute.storm());
    assertThat(scenario.alerts()).as("people never heard of it").isEmpty();
  }

  @Test
  void aMergedIncidentMayBeEndedByHandAndComesBackWithTheNextMatch() {
    Scenario scenario = storm(quiet()).minutes(3, Minute.storm());
    scenario.control(merge("m", scenario, "inc-wrong"));
    int alerts = scenario.alerts().size();
    scenario.control(Type.RESOLVE, "merged by mistake");
    assertThat(scenario.alerts()).hasSize(alerts);
    scenario.minutes(2, Minute.storm()).matches("pile-on", "volume-spike");
    assertThat(scenario.last().status()).isEqualTo(Status.REOPENED);
    assertThat(scenario.alerts()).hasSize(alerts + 1);
  }

  // ---- silences ----

  @Test
  void aSilenceHidesAlertsAndNotTheLedgerAndItsEndTellsTheState() {
    Scenario scenario = quiet();
    Instant from = scenario.now;
    scenario.silences(silence("s", from, Duration.ofMinutes(60), null, false));
    storm(scenario).minutes(40, Minute.storm());
    assertThat(scenario.incidents()).isNotEmpty();
    assertThat(scenario.alerts()).isEmpty();
    scenario.minutes(30, Minute.storm());
    assertThat(scenario.alerts()).hasSize(1);
    assertThat(scenario.alerts().get(0).at()).isEqualTo(from.plus(Duration.ofMinutes(60)));
    assertThat(scenario.alerts().get(0).severityLevel()).isEqualTo(Level.INCIDENT);
  }

  @Test
  void aSilenceNeverHidesACrisisUnlessItSaysSo() {
    for (boolean evenCrisis : new boolean[] {false, true}) {
      Scenario scenario = quiet();
      scenario.silences(silence("s", scenario.now, Duration.ofHours(20), null, evenCrisis));
      storm(scenario).minute(Minute.storm().on(Map.of("press", 9L), 1));
      scenario.minutes(5, Minute.storm());
      assertThat(scenario.last().level()).isEqualTo(Level.CRISIS);
      assertThat(scenario.alerts()).hasSize(evenCrisis ? 0 : 1);
    }
  }

  @Test
  void aSilenceOfOnePatternHidesOnlyIncidentsOfThatPatternAlone() {
    Scenario scenario = quiet();
    scenario.silences(silence("s", scenario.now, Duration.ofHours(20), "pile-on", false));
    storm(scenario).minutes(5, Minute.storm());
    assertThat(scenario.alerts()).isEmpty();
    // another pattern joins: the next change of level is told
    scenario.matches("sustained-negative-surge", "negativity");
    scenario.minute(Minute.storm());
    assertThat(scenario.alerts()).as("told as soon as it is heard of").hasSize(1);
  }

  @Test
  void aLaterSilenceTakesThePlaceOfAnEarlierOneAndSoEndsIt() {
    Scenario scenario = quiet();
    ControlMessage whole = silence("s", scenario.now, Duration.ofHours(20), null, false);
    scenario.silences(whole);
    storm(scenario).minutes(10, Minute.storm());
    assertThat(scenario.alerts()).isEmpty();
    scenario.silences(whole, silence("t", scenario.now, Duration.ZERO, null, false));
    scenario.minutes(2, Minute.storm());
    assertThat(scenario.alerts()).hasSize(1);
  }

  @Test
  void aDrillCannotBeSilenced() {
    Scenario scenario = quiet();
    scenario.silences(silence("s", scenario.now, Duration.ofHours(20), null, true));
    scenario.exercise = true;
    storm(scenario);
    assertThat(scenario.alerts()).hasSize(1);
  }

  // ---- planned events ----

  @Test
  void whatBeginsInAPlannedEventStaysAtWatchUntilItsEnd() {
    Scenario scenario = quiet();
    scenario.planned = "launch";
    storm(scenario).hours(1, Minute.storm());
    assertThat(scenario.highest()).isEqualTo(Level.WATCH);
    assertThat(scenario.last().plannedEvent()).isEqualTo("launch");
    assertThat(scenario.alerts().get(0).summary())
        .contains("A planned event runs: launch; the level stays at watch until its end.");
    scenario.planned = null;
    scenario.minute(Minute.storm());
    assertThat(scenario.last().level()).isGreaterThan(Level.WATCH);
    assertThat(scenario.last().plannedEvent()).isNull();
  }

  @Test
  void anIncidentThatWasThereBeforeIsNotHeldBack() {
    Scenario scenario = storm(quiet());
    scenario.planned = "launch";
    scenario.minute(Minute.storm().on(Map.of("press", 9L), 1)).minutes(5, Minute.storm());
    assertThat(scenario.last().level()).isEqualTo(Level.CRISIS);
    assertThat(scenario.last().summary()).contains("A planned event runs: launch.");
  }

  @Test
  void aSuppressedPatternOpensNothingAndAnIgnoringOneIsAsOnAnyDay() {
    for (PlannedEventBehaviour behaviour :
        List.of(PlannedEventBehaviour.SUPPRESS, PlannedEventBehaviour.IGNORE)) {
      Scenario scenario =
          new Scenario(SETTINGS, Map.of("pile-on", rules(behaviour))).minutes(60, Minute.quiet());
      scenario.planned = "launch";
      storm(scenario).minutes(10, Minute.storm());
      if (behaviour == PlannedEventBehaviour.SUPPRESS) {
        assertThat(scenario.updates).isEmpty();
      } else {
        assertThat(scenario.highest()).isEqualTo(Level.INCIDENT);
      }
      scenario.planned = null;
      scenario.minute(Minute.storm()).matches("pile-on", "volume-spike");
      assertThat(scenario.highest()).isEqualTo(Level.INCIDENT);
    }
  }

  @Test
  void aPatternThatIgnoresTheEventFreesAnIncidentThatWasHeldBack() {
    Scenario scenario =
        new Scenario(SETTINGS, Map.of("leak", rules(PlannedEventBehaviour.IGNORE)))
            .minutes(60, Minute.quiet());
    scenario.planned = "launch";
    storm(scenario).minutes(3, Minute.storm());
    assertThat(scenario.highest()).isEqualTo(Level.WATCH);
    scenario.matches("leak", "negativity");
    assertThat(scenario.last().level()).isEqualTo(Level.INCIDENT);
  }

  // ---- levels ----

  @Test
  void theSeveritiesOfLevelsAreSettings() {
    LevelThresholds levels = new LevelThresholds(10, 20, 30);
    assertThat(levels.of(9.9)).isEqualTo(Level.INFO);
    assertThat(levels.of(10)).isEqualTo(Level.WATCH);
    assertThat(levels.of(29.9)).isEqualTo(Level.INCIDENT);
    assertThat(levels.of(30)).isEqualTo(Level.CRISIS);
    assertThat(new LevelThresholds(20, 20, 30).areInOrder()).isFalse();
    assertThat(new LevelThresholds(10, 20, 101).areInOrder()).isFalse();
    for (double severity = 0; severity <= 100; severity += 0.5) {
      assertThat(LevelThresholds.DEFAULTS.of(severity)).isEqualTo(Level.of(severity));
    }
  }
}
