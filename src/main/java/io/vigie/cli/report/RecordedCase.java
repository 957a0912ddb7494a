package io.vigie.cli.report;

import io.vigie.cli.report.Review.Peak;
import io.vigie.cli.report.Review.Span;
import io.vigie.incident.Alert;
import io.vigie.incident.Milestones.Merge;
import io.vigie.response.Case;
import io.vigie.response.Case.Result;
import io.vigie.response.CaseFeature;
import io.vigie.response.CaseProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A closed incident as a case: what can be measured; people add what came of each action. */
public final class RecordedCase {

  private RecordedCase() {}

  /**
   * The case of an incident.
   *
   * @throws IllegalArgumentException if there is nothing to remember: an exercise, an incident that
   *     is not resolved or was merged into another, or one of which nobody was told
   */
  public static Case of(IncidentRecords records) {
    Review review = new Review(records);
    if (review.last().exercise()) {
      throw new IllegalArgumentException("it was an exercise: those are not remembered");
    }
    Merge merged = review.last().milestones().merged();
    if (merged != null) {
      throw new IllegalArgumentException(
          "it was merged into " + merged.into() + ": that one is the case");
    }
    if (!review.isOver()) {
      throw new IllegalArgumentException("it is not resolved: a case is a closed incident");
    }
    Alert worst =
        records.alerts().stream()
            .filter(alert -> alert.playbook() != null || records.alerts().size() == 1)
            .reduce((a, b) -> b.severity() > a.severity() ? b : a)
            .orElseThrow(
                () -> new IllegalArgumentException("no alert of it that suggested anything"));
    Instant onset = review.onset();
    List<Case.Action> actions =
        review.actions().stream().map(action -> action(action, onset)).toList();
    Instant baseline = review.last().milestones().baselineAt();
    String outcome = review.last().milestones().outcome();
    return new Case(
        review.last().incidentId(),
        review.last().brand() + ", " + onset.toString().substring(0, 10),
        profile(worst, review),
        actions,
        outcome == null ? "" : outcome,
        baseline == null ? null : Duration.between(onset, baseline),
        review.residual(),
        List.of(),
        List.of());
  }

  private static Case.Action action(Review.Action action, Instant onset) {
    String what =
        switch (action.deed()) {
          case ACKNOWLEDGED -> "Taken in hand";
          case RESPONDED -> "First public answer";
          case TASK -> String.valueOf(action.what());
          case RESOLVED -> "Closed by hand";
          case MERGED -> "Merged into another incident";
        };
    Duration after = Duration.between(onset, action.at());
    return new Case.Action(what, after.isNegative() ? Duration.ZERO : after, Result.UNCLEAR, "");
  }

  /** What the alert tells, with what is known better now that it is over. */
  private static CaseProfile profile(Alert worst, Review review) {
    CaseProfile told = CaseProfile.of(worst);
    Map<CaseFeature, Double> features = new EnumMap<>(CaseFeature.class);
    features.putAll(told.features());
    Peak peak = review.peak();
    Double ratio = peak == null ? null : peak.ratio();
    if (ratio != null) {
      features.put(CaseFeature.PEAK_RATIO, ratio);
    }
    Span during = review.during();
    Double share = during.negativeShare();
    if (share != null && during.scored() >= Review.ENOUGH) {
      features.put(CaseFeature.NEGATIVE_SHARE, share);
    }
    return new CaseProfile(told.scenario(), told.crisisType(), features);
  }
}
