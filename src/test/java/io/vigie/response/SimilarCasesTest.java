package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.response.Case.Action;
import io.vigie.response.Case.Result;
import io.vigie.response.SimilarCases.Neighbour;
import io.vigie.response.SimilarCases.Part;
import io.vigie.response.SimilarCases.Precedent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SimilarCasesTest {

  private static final CaseProfile OUTAGE =
      new CaseProfile(
          "service-outage",
          CrisisType.ACCIDENTAL,
          Map.of(CaseFeature.PEAK_RATIO, 10.0, CaseFeature.NEGATIVE_SHARE, 0.6));

  @Test
  void distanceIsTheWeightedMeanOfWhatBothHave() {
    Case other =
        told(
            "other",
            new CaseProfile(
                "service-outage",
                CrisisType.PREVENTABLE,
                Map.of(CaseFeature.PEAK_RATIO, 100.0, CaseFeature.REACH, 1e6)));
    Neighbour neighbour = Objects.requireNonNull(SimilarCases.compare(OUTAGE, other));
    // scenario 0 x 3, crisis type 1 x 1, peak ratio half of its span x 1
    assertThat(neighbour.distance()).isCloseTo(1.5 / 5, within(1e-9));
    assertThat(neighbour.parts())
        .extracting(Part::name)
        .containsExactly("scenario", "busiest hour against the expected", "crisis type");
  }

  @Test
  void anotherScenarioIsNotSimilar() {
    Case breach =
        told("breach", new CaseProfile("data-breach", CrisisType.ACCIDENTAL, OUTAGE.features()));
    assertThat(SimilarCases.of(OUTAGE, List.of(breach), 3)).isEmpty();
  }

  @Test
  void withoutAScenarioTheFiguresDecideIfThereAreEnough() {
    CaseProfile general =
        new CaseProfile(Playbook.GENERAL, CrisisType.ACCIDENTAL, OUTAGE.features());
    Case outage = told("outage", OUTAGE);
    assertThat(SimilarCases.of(general, List.of(outage), 3)).hasSize(1);
    CaseProfile little =
        new CaseProfile(
            Playbook.GENERAL, CrisisType.ACCIDENTAL, Map.of(CaseFeature.PEAK_RATIO, 10.0));
    assertThat(SimilarCases.of(little, List.of(outage), 3)).isEmpty();
  }

  @Test
  void nearestFirstAndOfEqualsThoseComparedByMore() {
    Case bare = told("a-bare", new CaseProfile("service-outage", null, Map.of()));
    Case full = told("b-full", OUTAGE);
    Case far =
        told(
            "c-far",
            new CaseProfile("service-outage", null, Map.of(CaseFeature.NEGATIVE_SHARE, 0.0)));
    assertThat(SimilarCases.of(OUTAGE, List.of(far, bare, full), 3))
        .extracting(neighbour -> neighbour.found().id())
        .containsExactly("b-full", "a-bare", "c-far");
    assertThat(SimilarCases.of(OUTAGE, List.of(far, bare, full), 1)).hasSize(1);
  }

  @Test
  void recordedOutcomesChangeWhatIsSuggested() {
    CaseProfile outage = new CaseProfile("service-outage", CrisisType.ACCIDENTAL, Map.of());
    Case silent = untold("a-silent", outage);
    Case told = told("b-told", outage);
    assertThat(SimilarCases.of(OUTAGE, List.of(silent, told), 1))
        .as("alike, but of one it is known what helped")
        .extracting(neighbour -> neighbour.found().id())
        .containsExactly("b-told");

    Case recorded = untold("c-own-incident", OUTAGE);
    CaseProfile loud =
        new CaseProfile(
            "service-outage",
            CrisisType.ACCIDENTAL,
            Map.of(CaseFeature.PEAK_RATIO, 40.0, CaseFeature.NEGATIVE_SHARE, 0.3));
    Case other = told("d-other", loud);
    assertThat(SimilarCases.of(OUTAGE, List.of(other, recorded), 2))
        .as("what was measured of one's own incidents is nearer")
        .extracting(neighbour -> neighbour.found().id())
        .containsExactly("c-own-incident", "d-other");
  }

  @Test
  void onlyActionsWithAKnownResultArePrecedents() {
    List<Neighbour> neighbours = SimilarCases.of(OUTAGE, List.of(told("one", OUTAGE)), 3);
    assertThat(SimilarCases.precedents(neighbours, Result.HELPED))
        .extracting(Precedent::action)
        .extracting(Action::what)
        .containsExactly("Answered at once");
    assertThat(SimilarCases.precedents(neighbours, Result.HURT)).isEmpty();
  }

  @Test
  void anAlertTellsItsProfile() {
    CaseProfile profile = CaseProfile.of(Alerts.of("Panne", "Toujours en panne"));
    assertThat(profile.scenario()).isEqualTo(Playbook.GENERAL);
    assertThat(profile.features()).containsEntry(CaseFeature.PLATFORMS, 1.0); // 12 of 412 is few
  }

  private static Case untold(String id, CaseProfile profile) {
    return new Case(id, id, profile, List.of(), "", null, null, List.of(), List.of());
  }

  private static Case told(String id, CaseProfile profile) {
    return new Case(
        id,
        id,
        profile,
        List.of(
            new Action("Answered at once", null, Result.HELPED, "Fewer complaints."),
            new Action("Waited", null, Result.UNCLEAR, "")),
        "",
        null,
        null,
        List.of(),
        List.of());
  }
}
