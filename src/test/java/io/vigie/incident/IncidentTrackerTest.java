package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Scenario.Minute;
import io.vigie.pattern.Match;
import io.vigie.pattern.PlannedEventBehaviour;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Comparison;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IncidentTrackerTest {

  private static Scenario storm() {
    return new Scenario()
        .minutes(30, Minute.quiet())
        .minutes(5, Minute.storm())
        .matches("pile-on", "volume-spike", "negativity");
  }

  private static Scenario calm(Scenario scenario) {
    return scenario.ends("volume-spike").ends("negativity");
  }

  @Test
  void aMatchOpensOneIncidentWithEvidence() {
    Scenario scenario = storm();

    Incident opened = scenario.last();
    assertThat(scenario.updates).hasSize(1);
    assertThat(opened.status()).isEqualTo(Status.OPEN);
    assertThat(opened.revision()).isEqualTo(1);
    assertThat(opened.level()).isEqualTo(Level.INCIDENT);
    assertThat(opened.startedAt()).isEqualTo(scenario.now);
    assertThat(opened.firstMentionAt()).isEqualTo(scenario.now.minusSeconds(50));
    assertThat(opened.mentions()).isEqualTo(15);
    assertThat(opened.negativeMentions()).isEqualTo(9);
    assertThat(opened.evidence().signals())
        .extracting(Evidence.SignalEvidence::name)
        .containsExactly("negativity", "volume-spike");
    assertThat(opened.evidence().mentions()).hasSize(1);
    assertThat(scenario.alerts()).hasSize(1);
    assertThat(scenario.alerts().get(0).incidentId()).isEqualTo(opened.incidentId());
  }

  @Test
  void whatWasSaidSinceTheFirstSignalBelongsToTheStory() {
    Scenario scenario = new Scenario().minutes(30, Minute.quiet()).minute(Minute.storm());
    scenario.fires("volume-spike");
    var first = scenario.signal("volume-spike", io.vigie.signal.Signal.Phase.FIRES, scenario.now);
    scenario.minutes(9, Minute.storm()).fires("negativity");
    var second = scenario.signal("negativity", io.vigie.signal.Signal.Phase.FIRES, scenario.now);
    List<IncidentUpdate> updates =
        scenario.tracker.onMatch(
            new io.vigie.pattern.Match(
                Scenario.BRAND, "pile-on", 1, List.of(first, second), scenario.now),
            scenario.state);

    Incident opened = updates.get(0).incident();
    assertThat(opened.startedAt()).isEqualTo(first.at());
    assertThat(opened.mentions()).isEqualTo(150);
    assertThat(opened.firstMentionAt()).isEqualTo(first.at().minusSeconds(50));
    assertThat(opened.evidence().mentions())
        .hasSize(10)
        .allMatch(mention -> !mention.createdAt().isBefore(first.at().minusSeconds(50)));
  }

  @Test
  void aSecondMatchOfThePatternJoinsInSilenceAndANewPatternIsARevisionWithoutAlert() {
    Scenario scenario = storm().matches("pile-on", "volume-spike");
    assertThat(scenario.updates).hasSize(1);

    scenario.matches("sustained-negativity", "negativity-held");
    assertThat(scenario.updates).hasSize(2);
    assertThat(scenario.last().patterns()).containsExactly("pile-on", "sustained-negativity");
    assertThat(scenario.alerts()).hasSize(1);
  }

  @Test
  void aPatternMayHoldAnOpenIncidentAtALevel() {
    for (Level floor : List.of(Level.INFO, Level.INCIDENT)) {
      Scenario scenario = new Scenario(Map.of("whisper", rules(floor, Level.CRISIS, true)));
      scenario.minutes(30, Minute.quiet()).fires("quiet-signal").matches("whisper", "quiet-signal");
      assertThat(scenario.last().severity()).isLessThan(Level.WATCH.from());
      assertThat(scenario.last().level()).isEqualTo(floor);
      assertThat(scenario.alerts()).hasSize(floor == Level.INFO ? 0 : 1);

      scenario.ends("quiet-signal").hours(3, Minute.quiet());
      assertThat(scenario.last().status()).isEqualTo(Status.RESOLVED);
      assertThat(scenario.last().level()).isEqualTo(Level.INFO);
    }
  }

  @Test
  void anIncidentOfCappedPatternsStaysBelowTheirHighestCapUntilAnotherPatternJoins() {
    Scenario scenario =
        new Scenario(
            Map.of(
                "trial", rules(Level.INFO, Level.WATCH, true),
                "mild", rules(Level.INFO, Level.INCIDENT, true)));
    scenario.minutes(30, Minute.quiet()).minutes(10, Minute.storm());
    scenario.fires("spike").matches("trial", "spike").hours(3, Minute.storm());
    assertThat(scenario.last().severity()).isGreaterThan(Level.CRISIS.from());
    assertThat(scenario.incidents()).allMatch(one -> one.level() == Level.WATCH);

    scenario.matches("mild", "spike").hours(1, Minute.storm());
    assertThat(scenario.last().level()).isEqualTo(Level.INCIDENT);
    scenario.matches("pile-on", "spike");
    assertThat(scenario.last().level()).isEqualTo(Level.CRISIS);
    assertThat(scenario.last().patterns()).containsExactly("trial", "mild", "pile-on");
  }

  @Test
  void patternsThatMatchTogetherAreToldOnce() {
    Scenario scenario = new Scenario(Map.of("trial", rules(Level.INFO, Level.WATCH, true)));
    scenario.minutes(30, Minute.quiet()).minutes(10, Minute.storm()).fires("spike");
    scenario.matchTogether("spike", "trial", "pile-on");
    assertThat(scenario.incidents()).hasSize(1);
    assertThat(scenario.alerts()).hasSize(1);
    assertThat(scenario.last().revision()).isEqualTo(1);
    assertThat(scenario.last().patterns()).containsExactly("trial", "pile-on");
    assertThat(scenario.last().level()).isGreaterThan(Level.WATCH);

    // later on, both together lift what one pattern holds down
    Scenario later = new Scenario(Map.of("trial", rules(Level.INFO, Level.WATCH, true)));
    later.minutes(30, Minute.quiet()).minutes(10, Minute.storm()).fires("spike");
    later.matches("trial", "spike").minutes(5, Minute.storm());
    assertThat(later.last().level()).isEqualTo(Level.WATCH);
    int before = later.updates.size();
    later.matchTogether("spike", "pile-on", "trial", "other");
    assertThat(later.updates).hasSize(before + 1);
    assertThat(later.last().patterns()).containsExactly("trial", "pile-on", "other");
    assertThat(later.alerts()).hasSize(2);
  }

  @Test
  void aDrillAndTheRealThatMatchTogetherAreToldApart() {
    Scenario scenario = storm();
    Match real = scenario.match("trial", "volume-spike");
    scenario.exercise = true;
    Match drill = scenario.match("trial", "volume-spike");
    List<IncidentUpdate> told = scenario.tracker.onMatches(List.of(drill, real), scenario.state);
    assertThat(told.stream().map(update -> update.incident().exercise()))
        .containsExactly(false, true);
  }

  @Test
  void aPatternThatOpensNothingOnlyJoinsWhatIsOpen() {
    Scenario scenario = new Scenario(Map.of("recovery", rules(Level.INFO, Level.CRISIS, false)));
    scenario.minutes(30, Minute.quiet()).matches("recovery", "calm");
    assertThat(scenario.updates).isEmpty();

    scenario.minutes(10, Minute.storm()).fires("spike").matches("pile-on", "spike");
    scenario.minutes(60, Minute.quiet()).ends("spike").matches("recovery", "calm");
    assertThat(scenario.last().patterns()).containsExactly("pile-on", "recovery");
    Instant joined = scenario.now;
    scenario.minutes(90, Minute.quiet()).matches("recovery", "calm").minutes(60, Minute.quiet());
    assertThat(scenario.last().status()).isEqualTo(Status.RESOLVED);
    assertThat(scenario.last().updatedAt()).isBefore(joined.plus(Duration.ofMinutes(125)));

    scenario.matches("recovery", "calm");
    assertThat(scenario.last().status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void whatEndedBeforeAMatchIsNotItsBeginning() {
    Scenario scenario = new Scenario().minutes(300, Minute.quiet()).minutes(10, Minute.storm());
    Signal over =
        new Signal(
            Scenario.BRAND,
            "unrest",
            Signal.Phase.ENDS,
            scenario.now.minus(Duration.ofHours(3)),
            scenario.now.minus(Duration.ofHours(9)),
            Scenario.reading(Indicator.VOLUME, 20, 35.0, 0.1),
            false);
    Signal again =
        new Signal(
            Scenario.BRAND,
            "spike",
            Signal.Phase.FIRES,
            scenario.now,
            scenario.now.minusSeconds(120),
            Scenario.reading(Indicator.VOLUME, 900, 35.0, 80.0),
            false);
    List<IncidentUpdate> updates =
        scenario.tracker.onMatch(
            new Match(Scenario.BRAND, "second-wave", 1, List.of(over, again), scenario.now),
            scenario.state);
    Incident opened = updates.get(0).incident();
    assertThat(updates).hasSize(1);
    assertThat(opened.startedAt()).isEqualTo(scenario.now.minusSeconds(120));
    assertThat(opened.evidence().signals()).extracting("name").containsExactly("spike");
  }

  @Test
  void anAlertCarriesTheLabelsOfItsPatternsTheFirstOneDecides() {
    Scenario scenario =
        new Scenario(
            Map.of(
                "pile-on", labelled(Map.of("kind", "outburst")),
                "whisper", labelled(Map.of("kind", "lasting", "team", "care"))));
    scenario.minutes(30, Minute.quiet()).minutes(5, Minute.storm()).matches("pile-on", "spike");
    assertThat(scenario.alerts().get(0).labels()).containsExactly(Map.entry("kind", "outburst"));
    scenario.matches("whisper", "spike").hours(3, Minute.storm());
    assertThat(scenario.alerts().get(1).labels())
        .containsOnly(Map.entry("kind", "outburst"), Map.entry("team", "care"));
    assertThat(AlertJson.read(AlertJson.write(scenario.alerts().get(1))))
        .extracting(Alert::labels)
        .isEqualTo(scenario.alerts().get(1).labels());
  }

  private static PatternRules labelled(Map<String, String> labels) {
    return new PatternRules(
        Level.INFO, Level.CRISIS, true, PlannedEventBehaviour.WATCH, labels, Set.of());
  }

  private static PatternRules rules(Level atLeast, Level atMost, boolean opens) {
    return new PatternRules(
        atLeast, atMost, opens, PlannedEventBehaviour.WATCH, Map.of(), Set.of());
  }

  @Test
  void anEventThatIsToldOnceDoesNotHoldAnIncidentOpen() {
    PatternRules slow =
        new PatternRules(
            Level.WATCH,
            Level.WATCH,
            true,
            PlannedEventBehaviour.WATCH,
            Map.of(),
            Set.of("swollen-day"));
    Scenario told =
        new Scenario(Map.of("swollen-day", slow))
            .minutes(30, Minute.quiet())
            .matches("swollen-day", "swollen-day")
            .hours(3, Minute.quiet());
    assertThat(told.last().status()).isEqualTo(Status.RESOLVED);
    assertThat(told.last().evidence().signals())
        .extracting(signal -> signal.name())
        .containsExactly("swollen-day");

    // one that lasts, and has not ended, does
    Scenario held =
        new Scenario()
            .minutes(30, Minute.quiet())
            .matches("swollen-day", "swollen-day")
            .hours(3, Minute.quiet());
    assertThat(held.last().status()).isEqualTo(Status.OPEN);
  }

  @Test
  void aStormWithoutAnyFollowerBecomesACrisisAfterTwoHours() {
    Scenario scenario = storm();
    Instant opened = scenario.now;
    scenario.hours(2.5, Minute.storm());

    Incident crisis =
        scenario.incidents().stream()
            .filter(incident -> incident.level() == Level.CRISIS)
            .findFirst()
            .orElseThrow();
    assertThat(crisis.updatedAt())
        .isBetween(opened.plus(Duration.ofHours(2)), opened.plus(Duration.ofMinutes(150)));
    assertThat(scenario.alerts())
        .extracting(Alert::severityLevel)
        .containsExactly(Level.INCIDENT, Level.CRISIS);
    assertThat(scenario.incidents())
        .filteredOn(incident -> incident.level() != Level.CRISIS)
        .allMatch(incident -> incident.severity() <= IncidentSettings.DEFAULTS.levels().unearned());
  }

  @Test
  void pressPickUpEarnsACrisisAtOnce() {
    Scenario scenario = storm().minutes(2, Minute.storm());
    assertThat(scenario.highest()).isEqualTo(Level.INCIDENT);
    scenario.minute(Minute.storm().on(Map.of("twitter", 12L, "press", 3L), 1));
    assertThat(scenario.last().level()).isEqualTo(Level.CRISIS);
  }

  @Test
  void twoPlatformsForTwoHoursEarnACrisisEvenIfTheSignalsEnd() {
    Minute both = Minute.storm().on(Map.of("twitter", 12L, "reddit", 3L), 2);
    Scenario scenario = storm().minutes(10, both);
    calm(scenario).hours(1.7, both);
    assertThat(scenario.highest()).isEqualTo(Level.INCIDENT);
    scenario.hours(0.3, both);
    assertThat(scenario.highest()).isEqualTo(Level.CRISIS);
  }

  @Test
  void aHappyLaunchNeverPassesWatch() {
    Scenario scenario = new Scenario().minutes(30, Minute.quiet()).minutes(5, Minute.launch());
    scenario.matches("volume-only", "volume-spike").hours(8, Minute.launch());
    assertThat(scenario.highest()).isEqualTo(Level.WATCH);
    assertThat(scenario.incidents()).allMatch(incident -> incident.peakSeverity() < 50);
    assertThat(scenario.alerts()).hasSize(1);
  }

  @Test
  void aModerateNegativeSurgeIsAnIncidentAndNoCrisis() {
    Scenario scenario = new Scenario().minutes(30, Minute.quiet()).minutes(5, Minute.surge());
    scenario.matches("surge", "negativity").hours(6, Minute.surge());
    assertThat(scenario.highest()).isEqualTo(Level.INCIDENT);
  }

  @Test
  void aSlowNegativeSurgeClimbsLevelByLevel() {
    Scenario scenario = new Scenario().minutes(30, Minute.quiet());
    for (int i = 0; i < 240; i++) {
      scenario.minute(Minute.quiet().share(0.22 + 0.4 * i / 240));
      if (i == 110) {
        scenario.matches("slow-burn", "negativity");
      }
    }
    assertThat(scenario.alerts())
        .extracting(Alert::severityLevel)
        .containsExactly(Level.WATCH, Level.INCIDENT);
    assertThat(scenario.incidents().size()).isLessThanOrEqualTo(6);
  }

  @Test
  void quietResolvesAndTheAlertSaysHowItWent() {
    Scenario scenario = storm().hours(3, Minute.storm());
    calm(scenario);
    Instant quietFrom = scenario.now.plus(Duration.ofMinutes(1));
    scenario.hours(2.1, Minute.quiet());

    Incident resolved = scenario.last();
    assertThat(resolved.status()).isEqualTo(Status.RESOLVED);
    assertThat(resolved.resolvedAt()).isEqualTo(quietFrom.plus(Duration.ofHours(2)));
    assertThat(resolved.summary())
        .contains("back to normal after 5 h 1 min", "peak severity", "(crisis)");
    Alert last = scenario.alerts().get(scenario.alerts().size() - 1);
    assertThat(last.status()).isEqualTo(Status.RESOLVED);
    assertThat(scenario.passes(Duration.ofHours(3)).last()).isSameAs(resolved);
  }

  @Test
  void neitherAHeldSignalNorALoudVolumeIsQuiet() {
    Scenario held = storm().hours(5, Minute.quiet());
    assertThat(held.last().status()).isEqualTo(Status.OPEN);

    Scenario loud = calm(storm()).hours(5, Minute.surge().share(0.22));
    assertThat(loud.last().status()).isEqualTo(Status.EASING);
  }

  @Test
  void aLastingVolumeDoesNotKeepAnIncidentOpenForEver() {
    Scenario scenario = calm(storm()).hours(12.1, Minute.surge().share(0.22));
    assertThat(scenario.last().status()).isEqualTo(Status.RESOLVED);
    assertThat(scenario.last().summary()).contains("no signal any more");
  }

  @Test
  void aBrandThatFallsSilentIsResolvedByTimeWhateverTheTicks() {
    Scenario one = storm().hours(1, Minute.storm());
    Instant silentFrom = one.now;
    one.passes(Duration.ofHours(2));
    assertThat(one.last().status()).isEqualTo(Status.OPEN);
    Instant due = Objects.requireNonNull(one.tracker.wakeAt(one.state));
    assertThat(due).isEqualTo(silentFrom.plus(Duration.ofHours(2)).plusMillis(1));
    one.passes(Duration.ofHours(5));
    assertThat(one.last().resolvedAt()).isEqualTo(silentFrom.plus(Duration.ofHours(2)));

    Scenario many = storm().hours(1, Minute.storm());
    for (int i = 0; i < 70; i++) {
      many.passes(Duration.ofMinutes(6));
    }
    assertThat(many.updates).isEqualTo(one.updates);

    Scenario none = storm().hours(1, Minute.storm());
    none.now = none.now.plus(Duration.ofHours(7));
    none.minute(Minute.quiet());
    assertThat(none.updates).isEqualTo(one.updates);
  }

  @Test
  void aMatchSoonAfterTheResolutionReopensAndOneMuchLaterOpensAnother() {
    Scenario scenario = calm(storm()).hours(2.1, Minute.quiet());
    Incident resolved = scenario.last();
    scenario.hours(3, Minute.quiet()).minutes(5, Minute.storm());
    scenario.matches("pile-on", "volume-spike", "negativity");

    Incident reopened = scenario.last();
    assertThat(reopened.incidentId()).isEqualTo(resolved.incidentId());
    assertThat(reopened.revision()).isEqualTo(resolved.revision() + 1);
    assertThat(reopened.status()).isEqualTo(Status.REOPENED);
    assertThat(reopened.resolvedAt()).isNull();
    assertThat(reopened.level()).isEqualTo(Level.INCIDENT);
    assertThat(reopened.summary()).contains("(wave 2 of what began");
    Alert alert = scenario.alerts().get(scenario.alerts().size() - 1);
    assertThat(alert.revision()).isEqualTo(reopened.revision());

    calm(scenario).passes(Duration.ofHours(40)).minutes(5, Minute.storm());
    scenario.matches("pile-on", "volume-spike", "negativity");
    assertThat(scenario.last().incidentId()).isNotEqualTo(resolved.incidentId());
    assertThat(scenario.last().revision()).isEqualTo(1);
  }

  @Test
  void aSecondWaveMustEarnItsCrisisAgain() {
    Scenario scenario = calm(storm().hours(3, Minute.storm())).hours(2.1, Minute.quiet());
    scenario.minutes(5, Minute.storm()).matches("pile-on", "volume-spike", "negativity");
    assertThat(scenario.last().level()).isEqualTo(Level.INCIDENT);
    assertThat(scenario.last().peakSeverity()).isGreaterThan(75);
  }

  @Test
  void theLevelFallsOnlyWhenClearlyBelowForHalfAnHour() {
    Scenario scenario = storm().hours(2.5, Minute.storm());
    int before = scenario.alerts().size();
    scenario.hours(4, Minute.surge());
    List<Alert> later = scenario.alerts().subList(before, scenario.alerts().size());
    assertThat(later).extracting(Alert::severityLevel).containsExactly(Level.INCIDENT);
    assertThat(later.get(0).severity()).isLessThan(70);
  }

  @Test
  void aFlappingInputDoesNotFloodPeople() {
    Scenario scenario = storm();
    for (int i = 0; i < 720; i++) {
      scenario.minute(i % 2 == 0 ? Minute.storm() : Minute.quiet());
      if (i % 3 == 0) {
        scenario.matches("pile-on", "volume-spike", "negativity");
      }
    }
    assertThat(scenario.alerts().size()).isLessThanOrEqualTo(3);
    assertThat(scenario.updates.size()).isLessThanOrEqualTo(6);
  }

  @Test
  void alertsOfOneIncidentAreBoundedPerHour() {
    IncidentSettings d = IncidentSettings.DEFAULTS;
    // Everything that holds a level back is off, and factors are forgotten within seconds.
    Scenario scenario =
        new Scenario(
            new IncidentSettings(
                d.resolveAfter(),
                d.resolveAtLatestAfter(),
                d.quietSurprise(),
                d.reopenWithin(),
                Duration.ZERO,
                1,
                0,
                Duration.ZERO,
                Level.WATCH,
                4,
                d.crisisAfter(),
                2,
                d.pressPlatforms(),
                3,
                Duration.ofSeconds(1),
                d.lookback(),
                d.signalExpiry(),
                d.levels(),
                d.acknowledgeWithin(),
                d.easingAfter(),
                d.language()));
    scenario.minutes(5, Minute.storm()).matches("pile-on", "volume-spike");
    for (int i = 0; i < 58; i++) {
      scenario.minute(i % 2 == 0 ? Minute.launch() : Minute.surge());
    }
    assertThat(scenario.updates.size()).isGreaterThan(50);
    assertThat(scenario.alerts()).hasSize(4);
    // What is worse than all that was told of late is said nevertheless.
    scenario.minute(Minute.storm().on(Map.of("press", 5L), 1));
    assertThat(scenario.alerts()).hasSize(5);
    assertThat(scenario.alerts().get(4).severityLevel()).isEqualTo(Level.CRISIS);
  }

  @Test
  void aStoryBelowWatchIsForTheLedgerOnly() {
    Scenario scenario = new Scenario().minutes(30, Minute.quiet());
    scenario.matches("odd-hour", "something").ends("something").hours(3, Minute.quiet());
    assertThat(scenario.incidents())
        .extracting(Incident::status)
        .containsExactly(Status.OPEN, Status.EASING, Status.RESOLVED);
    assertThat(scenario.alerts()).isEmpty();
  }

  @Test
  void aDrillNeitherHidesNorSwellsTheRealIncident() {
    Scenario alone = storm().hours(1, Minute.storm());

    Scenario both = new Scenario();
    for (int i = 0; i < 95; i++) {
      Minute minute = i < 30 ? Minute.quiet() : Minute.storm();
      both.exercise = true;
      both.minute(Minute.storm());
      if (i == 10) {
        both.matches("pile-on", "volume-spike", "negativity");
      }
      both.exercise = false;
      both.now = both.now.minus(Duration.ofMinutes(1));
      both.minute(minute);
      if (i == 34) {
        both.matches("pile-on", "volume-spike", "negativity");
      }
    }
    List<IncidentUpdate> real =
        both.updates.stream().filter(update -> !update.incident().exercise()).toList();
    List<IncidentUpdate> drill =
        both.updates.stream().filter(update -> update.incident().exercise()).toList();
    assertThat(real).isEqualTo(alone.updates);
    assertThat(drill).isNotEmpty();
    assertThat(drill.get(0).incident().summary()).startsWith("Exercise: ");
    assertThat(drill.get(0).incident().incidentId())
        .isNotEqualTo(real.get(0).incident().incidentId());
  }

  @Test
  void aSignalOfAWithdrawnRuleIsNotBelievedForEver() {
    Scenario scenario = storm().hours(26.1, Minute.quiet());
    assertThat(scenario.last().status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void nothingIsRememberedInTheEnd() {
    Scenario scenario = calm(storm());
    int ticks = 0;
    for (Instant at; (at = scenario.tracker.wakeAt(scenario.state)) != null; ticks++) {
      assertThat(at).isAfter(scenario.now);
      scenario.passes(Duration.between(scenario.now, at));
    }
    assertThat(ticks).isBetween(1, 4);
    assertThat(scenario.state.forgettable()).isTrue();
    assertThat(scenario.last().status()).isEqualTo(Status.RESOLVED);
  }

  /** Each number is a piece of the day: what is said for how long, and what signals do. */
  private static Scenario play(List<Integer> pieces) {
    Scenario scenario = new Scenario();
    for (int piece : pieces) {
      int minutes = 1 + piece / 8 * 9;
      switch (piece % 8) {
        case 0 -> scenario.minutes(minutes, Minute.quiet());
        case 1 -> scenario.minutes(minutes, Minute.storm());
        case 2 -> scenario.minutes(minutes, Minute.surge());
        case 3 -> scenario.minutes(minutes, Minute.launch());
        case 4 -> scenario.minute(Minute.storm()).matches("pile-on", "volume-spike", "negativity");
        case 5 -> scenario.minute(Minute.surge()).matches("pattern-" + piece, "signal-" + piece);
        case 6 -> calm(scenario).ends("signal-" + (piece - 1));
        default -> scenario.passes(Duration.ofMinutes(20L * minutes));
      }
    }
    return scenario;
  }

  private static boolean isOpen(Incident incident) {
    return incident.status() != Status.RESOLVED;
  }

  @Property(tries = 200)
  void anyLifeIsInOrder(@ForAll @Size(max = 30) List<@IntRange(max = 200) Integer> pieces) {
    Scenario scenario = play(pieces);
    Incident before = null;
    for (Incident incident : scenario.incidents()) {
      boolean same = before != null && before.incidentId().equals(incident.incidentId());
      if (before != null && same) {
        assertThat(incident.revision()).isEqualTo(before.revision() + 1);
        assertThat(incident.updatedAt()).isAfterOrEqualTo(before.updatedAt());
        assertThat(incident.mentions()).isGreaterThanOrEqualTo(before.mentions());
      } else {
        assertThat(incident.revision()).isEqualTo(1);
        assertThat(before == null || before.status() == Status.RESOLVED).isTrue();
      }
      if (before != null && same && before.status() == Status.RESOLVED && !isOpen(incident)) {
        // a word about a story that is over changes neither its end nor its level
        assertThat(incident.resolvedAt()).isEqualTo(before.resolvedAt());
        assertThat(incident.level()).isEqualTo(before.level());
        assertThat(incident.milestones().baselineAt()).isNotNull();
      } else if (!isOpen(incident)) {
        assertThat(isOpen(Objects.requireNonNull(before))).isTrue();
        Instant quietFrom = incident.updatedAt().minus(Duration.ofHours(2));
        assertThat(scenario.matchedAt)
            .noneMatch(at -> at.isAfter(quietFrom) && at.isBefore(incident.updatedAt()));
      }
      assertThat(incident.evidence().factors().stream().mapToDouble(SeverityFactor::points).sum())
          .isCloseTo(incident.severity(), org.assertj.core.data.Offset.offset(1e-6));
      assertThat(incident.negativeMentions()).isBetween(0L, incident.mentions());
      assertThat(incident.evidence().mentions().size()).isLessThanOrEqualTo(10);
      assertThat(incident.evidence().signals().size()).isLessThanOrEqualTo(20);
      assertThat(incident.peakSeverity()).isGreaterThanOrEqualTo(incident.severity());
      before = incident;
    }
    assertThat(scenario.alerts())
        .extracting(Alert::alertId)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("alt-[0-9a-f]{32}"));
    assertThat(play(pieces).updates).isEqualTo(scenario.updates);
  }

  /** What is not sent to a story must not matter to it: every indicator there is, loud in turn. */
  @Test
  void readingsThatNoSignalIsAboutChangeNothing() {
    SignalRule rule =
        new SignalRule(
            "negativity",
            List.of(
                new Condition(
                    Indicator.NEGATIVE_SHARE.label(), Part.VALUE, Comparison.AT_LEAST, 0.5)),
            0,
            List.of(),
            0,
            0);
    Set<String> read = IncidentTracker.readings(List.of(rule));
    assertThat(read).hasSizeLessThan(Indicator.values().length / 2);
    Scenario whole = storm();
    Scenario slim = storm();
    for (Indicator loud : Indicator.values()) {
      BrandStep step = allLoudest(whole, loud);
      whole.step(step);
      slim.step(step.only(read));
    }
    whole.matches("smoulder", "negativity");
    slim.now = whole.now;
    slim.matches("smoulder", "negativity");

    assertThat(slim.updates).hasSizeGreaterThan(1).isEqualTo(whole.updates);
    assertThat(slim.state).usingRecursiveComparison().isEqualTo(whole.state);
  }

  private static BrandStep allLoudest(Scenario scenario, Indicator loud) {
    scenario.now = scenario.now.plusSeconds(60);
    List<IndicatorReading> readings =
        Arrays.stream(Indicator.values())
            .map(
                each ->
                    Scenario.reading(each, each == loud ? 90 : 1, 1.0, each == loud ? 50.0 : 1.0))
            .toList();
    return new BrandStep(
        new IndicatorStep(Scenario.BRAND, scenario.now, false, readings),
        scenario.now.minusSeconds(50),
        List.of(),
        Map.of("twitter", 9L),
        false);
  }
}
