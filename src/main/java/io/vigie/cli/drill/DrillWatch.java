package io.vigie.cli.drill;

import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Milestones;
import io.vigie.incident.Milestones.Merge;
import io.vigie.incident.Milestones.TaskDone;
import io.vigie.incident.PlainText;
import io.vigie.incident.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows one drill through the ledger and the alerts, in whatever order they come, and tells each
 * of its steps once. Real alerts of the brand are told too: no drill may hide them.
 */
public final class DrillWatch {

  private static final int MAX_TEXT = 160;

  /**
   * Something that happened.
   *
   * @param at event time
   * @param what in one word
   * @param detail one line
   */
  public record Step(Instant at, String what, String detail) {}

  private final String brand;
  private final Instant from;
  private final Instant to;
  private final Set<String> alertsTold = new HashSet<>();

  private @Nullable Incident last;
  private @Nullable Alert alert;
  private Level highest = Level.INFO;

  /**
   * A watch on the drill of a brand.
   *
   * @param from when its first mention is made
   * @param to people are first told of its incident before this
   */
  public DrillWatch(String brand, Instant from, Instant to) {
    this.brand = brand;
    this.from = from;
    this.to = to;
  }

  /** Takes in an alert; repeats change nothing. */
  public List<Step> hear(Alert heard) {
    if (!heard.brand().equals(brand) || heard.at().isBefore(from)) {
      return List.of();
    }
    if (!alertsTold.add(heard.alertId())) {
      return List.of();
    }
    String line =
        heard.severityLevel().name()
            + " "
            + (int) heard.severity()
            + "/100 "
            + heard.status().label()
            + ": "
            + PlainText.oneLine(heard.summary(), MAX_TEXT);
    if (!heard.exercise()) {
      return List.of(new Step(heard.at(), "REAL", "this is no drill: " + line));
    }
    if (last != null && !last.incidentId().equals(heard.incidentId())) {
      return List.of();
    }
    alert = alert == null || alert.revision() < heard.revision() ? heard : alert;
    raise(heard.severityLevel());
    return List.of(new Step(heard.at(), "alert", "EXERCISE " + line));
  }

  /** Takes in a revision; one that is older than a known one changes nothing. */
  public List<Step> hear(Incident heard) {
    if (!isOfDrill(heard) || (last != null && last.revision() >= heard.revision())) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    Incident before = last;
    if (before == null) {
      steps.add(
          new Step(
              heard.detectedAt().isBefore(from) ? heard.updatedAt() : heard.detectedAt(),
              "detected",
              heard.incidentId() + ", pattern " + String.join(", ", heard.patterns())));
    }
    tellMilestones(
        before == null ? Milestones.NONE : before.milestones(), heard.milestones(), steps);
    Merge merged = heard.milestones().merged();
    if (merged != null && (before == null || before.status() != Status.MERGED)) {
      String into = word(merged.into()) + ", by " + word(merged.by());
      steps.add(new Step(heard.updatedAt(), "merged", "into " + into));
    }
    if (heard.status() == Status.RESOLVED) {
      steps.add(new Step(heard.updatedAt(), "resolved", resolution(heard.milestones())));
    }
    last = heard;
    raise(heard.level());
    return steps;
  }

  private boolean isOfDrill(Incident heard) {
    if (!heard.exercise() || !heard.brand().equals(brand)) {
      return false;
    }
    if (last != null) {
      return last.incidentId().equals(heard.incidentId());
    }
    // a drill soon after another reopens its incident: the second wave has times of its own
    Instant alertedAt = heard.milestones().alertedAt();
    Instant told = alertedAt == null ? heard.detectedAt() : alertedAt;
    return !told.isBefore(from) && told.isBefore(to);
  }

  private static void tellMilestones(Milestones before, Milestones now, List<Step> steps) {
    Instant escalated = now.escalatedAt();
    if (escalated != null && !escalated.equals(before.escalatedAt())) {
      steps.add(new Step(escalated, "escalated", "nobody has acknowledged it in time"));
    }
    Instant acknowledged = now.acknowledgedAt();
    if (acknowledged != null && before.acknowledgedAt() == null) {
      steps.add(new Step(acknowledged, "acknowledged", "by " + word(now.acknowledgedBy())));
    }
    for (TaskDone task : now.tasks()) {
      if (!before.tasks().contains(task)) {
        steps.add(new Step(task.at(), "task done", word(task.task()) + " – " + word(task.by())));
      }
    }
    Instant responded = now.respondedAt();
    if (responded != null && before.respondedAt() == null) {
      String by = now.respondedBy();
      String how = by == null ? "a post of the brand was seen" : "told by " + word(by);
      steps.add(new Step(responded, "responded", how));
    }
  }

  private static String resolution(Milestones milestones) {
    String by = milestones.resolvedBy();
    String outcome = milestones.outcome();
    return (by == null ? "by itself, after quiet" : "by " + word(by))
        + (outcome == null ? "" : ": " + word(outcome));
  }

  private static String word(@Nullable String text) {
    return PlainText.oneLine(Objects.requireNonNullElse(text, "?"), MAX_TEXT);
  }

  private void raise(Level level) {
    highest = highest.compareTo(level) < 0 ? level : highest;
  }

  /** The last revision of the drill's incident, or null while there is none. */
  public @Nullable Incident last() {
    return last;
  }

  /** The newest alert of the drill, or null while nobody was told. */
  public @Nullable Alert alert() {
    return alert;
  }

  /** The highest level so far. */
  public Level highest() {
    return highest;
  }

  /** Whether the drill's incident is resolved, or merged into another. */
  public boolean isOver() {
    return last != null && last.status().isClosed();
  }
}
