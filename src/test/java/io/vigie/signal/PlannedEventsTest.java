package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.mention.WatchedBrand;
import io.vigie.mention.WatchlistSettings;
import io.vigie.signal.PlannedEvent.Span;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedEventsTest {

  private static final Instant FROM = Instant.parse("2026-03-07T18:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-07T21:00:00Z");

  @TempDir Path directory;

  private static PlannedEvent event(
      String name, List<String> brands, boolean weekly, @Nullable String until, String zone) {
    return new PlannedEvent(
        name,
        brands,
        FROM,
        TO,
        weekly,
        until == null ? null : Instant.parse(until),
        zone,
        "many mentions");
  }

  @Test
  void anEventRunsFromItsBeginningUntilJustBeforeItsEnd() {
    PlannedEvent once = event("final", List.of("lumio"), false, null, "UTC");
    assertThat(once.at(FROM.minusMillis(1))).isNull();
    assertThat(once.at(FROM)).isEqualTo(new Span(FROM, TO));
    assertThat(once.at(TO.minusMillis(1))).isNotNull();
    assertThat(once.at(TO)).isNull();
    assertThat(once.at(FROM.plusSeconds(7 * 86_400))).isNull();
  }

  @Test
  void aWeeklyEventFollowsTheClockOfItsZoneOverTheChangeToSummerTime() {
    PlannedEvent weekly =
        event("league", List.of("lumio"), true, "2026-04-05T00:00:00Z", "Europe/Paris");
    // 19:00 in Paris is 18:00 UTC until 28 March 2026, and 17:00 UTC after it.
    assertThat(weekly.at(Instant.parse("2026-03-28T18:30:00Z"))).isNotNull();
    assertThat(weekly.at(Instant.parse("2026-03-28T17:30:00Z"))).isNull();
    assertThat(weekly.at(Instant.parse("2026-04-04T17:30:00Z"))).isNotNull();
    assertThat(weekly.at(Instant.parse("2026-04-04T20:30:00Z"))).isNull();
    assertThat(weekly.at(Instant.parse("2026-04-11T17:30:00Z"))).as("after until").isNull();
    assertThat(
            weekly.spans(
                Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z")))
        .extracting(span -> span.from().toString())
        .containsExactly(
            "2026-03-07T18:00:00Z",
            "2026-03-14T18:00:00Z",
            "2026-03-21T18:00:00Z",
            "2026-03-28T18:00:00Z",
            "2026-04-04T17:00:00Z");
  }

  @Test
  void ofSeveralTheEarliestIsToldAndEveryBrandMeansEveryBrand() {
    PlannedEvents events =
        new PlannedEvents(
            List.of(
                event("b", List.of(), false, null, "UTC"),
                event("a", List.of("lumio"), false, null, "UTC")));
    assertThat(events.of("lumio").nameAt(FROM)).isEqualTo("a");
    assertThat(events.of("other").nameAt(FROM)).isEqualTo("b");
    assertThat(events.of("other").nameAt(TO)).isNull();
  }

  @Test
  void aLaterEventTakesThePlaceOfOneWithItsName() {
    PlannedEvents events =
        new PlannedEvents(List.of(event("a", List.of("lumio"), false, null, "UTC")));
    PlannedEvent moved =
        new PlannedEvent("a", List.of("lumio"), TO, TO.plusSeconds(60), false, null, "UTC", "");
    PlannedEvents with = events.with(List.of(moved));
    assertThat(with.nameAt(FROM)).isNull();
    assertThat(with.nameAt(TO)).isEqualTo("a");
  }

  @Test
  void theTimeOfAnEventIsInNoBaseline() {
    long first = BrandHistory.bucketOf(FROM.getEpochSecond() / 60);
    BrandHistory history = new BrandHistory();
    for (long bucket = first - 12; bucket < first + 48; bucket++) {
      history.file(bucket, 10, 1, 10);
    }
    new PlannedEvents(List.of(event("a", List.of("lumio"), false, null, "UTC")))
        .exclude(history, first + 48);
    for (long bucket = first - 12; bucket < first + 48; bucket++) {
      boolean planned = bucket >= first && bucket < first + 36;
      assertThat(history.isUnusual(bucket)).as("bucket %d", bucket - first).isEqualTo(planned);
    }
  }

  @Test
  void theShippedCalendarIsRead() {
    Problems problems = new Problems();
    WatchlistSettings brands =
        WatchlistSettings.read(Path.of("jobs/crisis-detection/brands.yaml"), problems);
    PlannedEvents events =
        PlannedEventReader.read(Path.of("jobs/crisis-detection/events.yaml"), brands, problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(events.of("Voltérine").nameAt(Instant.parse("2027-02-01T12:00:00Z")))
        .isEqualTo("Household contracts price review");
    assertThat(events.of("Banquor").nameAt(Instant.parse("2027-04-04T01:00:00Z")))
        .isEqualTo("Banquor app maintenance");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsLine() throws Exception {
    Path file = directory.resolve("events.yaml");
    Files.writeString(
        file,
        """
        events:
          - name: one
            brands: [Lumia]
            from: 2026-03-07
            to: 2026-03-07T21:00:00Z
          - name: one
            competitorSet: telco
            from: 2026-03-08T21:00:00Z
            to: 2026-03-07T21:00:00Z
            until: 2026-05-07T21:00:00Z
          - brands: [lumio]
            competitorSet: telcos
            from: 2026-03-07T21:00:00Z
            to: 2026-06-07T21:00:00Z
            zone: Paris
            repeats: weekly
        """);
    Problems problems = new Problems();
    WatchedBrand lumio =
        new WatchedBrand(
            "lumio", List.of(), List.of(), List.of(), List.of(), List.of(), "telcos", List.of(),
            List.of());
    PlannedEventReader.read(
        file,
        new WatchlistSettings(List.of(lumio), io.vigie.mention.UnlistedBrands.ACCEPT, 10),
        problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .map(problem -> problem.replace(file.toString(), "events.yaml"))
        .containsExactlyInAnyOrder(
            "events.yaml:3: 'Lumia' is no brand of the watchlist (did you mean 'lumio'?)",
            "events.yaml:4: 'from' should be a time with its offset, such as"
                + " 2026-11-27T08:00:00+01:00",
            "events.yaml:6: 'one' is the name of the event in line 2 already",
            "events.yaml:6: 'to' should be after 'from'",
            "events.yaml:6: 'until' needs 'repeat: weekly'",
            "events.yaml:6: no brand is in the competitor set 'telco' (did you mean 'telcos'?)",
            "events.yaml:11: 'name' is missing",
            "events.yaml:11: an event needs either 'brands' (a list of names, or \"*\" for every"
                + " brand) or 'competitorSet'",
            "events.yaml:11: the event lasts longer than 31 days: split it, or leave it out",
            "events.yaml:11: 'zone' should be a time zone such as Europe/Paris, not 'Paris'",
            "events.yaml:16: unknown key 'repeats' (did you mean 'repeat'?)");
  }
}
