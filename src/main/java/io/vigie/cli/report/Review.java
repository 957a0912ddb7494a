package io.vigie.cli.report;

import io.vigie.cli.report.IncidentRecords.Kpi;
import io.vigie.cli.report.IncidentRecords.Step;
import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Milestones;
import io.vigie.incident.Milestones.Merge;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.kpi.KpiWindow;
import io.vigie.response.TaskNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of an incident in figures, from its records alone: the same records always give
 * the same review.
 */
public final class Review {

  /** What is compared on each side of an action. */
  static final Duration SIDE = Duration.ofHours(1);

  /** Below this number of scored mentions a change of sentiment says nothing (FIELD C2). */
  static final long ENOUGH = 30;

  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);

  private final IncidentRecords records;
  private final List<Kpi> fine;

  Review(IncidentRecords records) {
    this.records = records;
    fine =
        records.kpis().stream()
            .filter(kpi -> kpi.platform().equals(KpiWindow.ALL_PLATFORMS))
            .toList();
  }

  /**
   * Sums of the KPIs of a span.
   *
   * @param hours length of what is known of it; 0 if nothing is
   * @param mentions scored or not
   * @param peakReach highest potential reach of a quarter of an hour
   * @param followersFrom followers of the brand at its first known, or null
   * @param followersTo and at its last
   */
  record Span(
      Instant from,
      Instant to,
      double hours,
      long mentions,
      long positive,
      long neutral,
      long negative,
      long interactions,
      long peakReach,
      @Nullable Long followersFrom,
      @Nullable Long followersTo) {

    long scored() {
      return positive + neutral + negative;
    }

    /** (positive - negative) / scored, -1 to 1, or null if nothing was scored. */
    @Nullable Double netSentiment() {
      return scored() == 0 ? null : (positive - negative) / (double) scored();
    }

    /** negative / scored, 0 to 1, or null if nothing was scored. */
    @Nullable Double negativeShare() {
      return scored() == 0 ? null : negative / (double) scored();
    }

    /** Mentions in an hour on average, or null if nothing is known of the span. */
    @Nullable Double perHour() {
      return hours <= 0 ? null : mentions / hours;
    }
  }

  /** What somebody of the cell did. */
  enum Deed {
    ACKNOWLEDGED,
    RESPONDED,
    TASK,
    RESOLVED,
    MERGED
  }

  /**
   * Something that the cell did, as it was told on the control stream.
   *
   * @param by who says so, or null
   * @param what name of the task, outcome of the resolution, the incident that it was merged into;
   *     else null
   */
  record Action(Deed deed, Instant at, @Nullable String by, @Nullable String what) {}

  /**
   * What was measured around a time at which the cell acted: whole quarters of an hour, without the
   * one in which it acted.
   *
   * @param number from 1, by time; the mark in the charts
   * @param earlier the hour before the hour before
   * @param before the hour before
   * @param after the hour after
   * @param crowded whether the cell also acted at another time within these hours
   * @param known whether the records reach over the hour after
   */
  record Effect(
      int number,
      Instant at,
      List<Action> actions,
      Span earlier,
      Span before,
      Span after,
      boolean crowded,
      boolean known) {

    /** Whether the volume fell already before, so that a fall after says nothing. */
    boolean alreadyFalling() {
      return before.mentions() < earlier.mentions();
    }
  }

  /** A suggested task, and when something of that name was told to be done (or null). */
  record TaskState(FirstTask task, @Nullable Instant doneAt) {}

  /**
   * The height of the incident.
   *
   * @param at end of the hour with most mentions
   * @param volume mentions in that hour
   * @param expected what the baseline expected of it, or null
   * @param excess mentions beyond the expected ones from onset to end, in whole hours
   * @param halvedAfter time from the peak until the volume was half of it, or null
   */
  record Peak(
      Instant at,
      double volume,
      @Nullable Double expected,
      double excess,
      @Nullable Duration halvedAfter) {

    /** Volume divided by the expected (at least 1), or null where nothing was expected. */
    @Nullable Double ratio() {
      return expected == null ? null : volume / Math.max(1, expected);
    }
  }

  IncidentRecords records() {
    return records;
  }

  Incident last() {
    return records.last();
  }

  Instant onset() {
    return IncidentRecords.onset(records.revisions());
  }

  Instant end() {
    return IncidentRecords.end(records.revisions());
  }

  boolean isOver() {
    return last().isOver();
  }

  /** The revision of the highest severity, the first among equals. */
  Incident worst() {
    Incident worst = records.revisions().get(0);
    for (Incident revision : records.revisions()) {
      worst = revision.severity() > worst.severity() ? revision : worst;
    }
    return worst;
  }

  /** The highest level that was reached. */
  Level highestLevel() {
    Level highest = Level.INFO;
    for (Incident revision : records.revisions()) {
      highest = revision.level().compareTo(highest) > 0 ? revision.level() : highest;
    }
    for (Alert alert : records.alerts()) {
      highest = alert.severityLevel().compareTo(highest) > 0 ? alert.severityLevel() : highest;
    }
    return highest;
  }

  /** Milestones of each wave, in order. */
  List<Milestones> waves() {
    Map<String, Milestones> byOnset = new LinkedHashMap<>();
    for (Incident revision : records.revisions()) {
      byOnset.put(
          String.valueOf(revision.milestones().onsetAt()), revision.milestones()); // the last stays
    }
    return List.copyOf(byOnset.values());
  }

  /** From when to when a wave lasted. */
  record WaveSpan(Instant from, Instant to) {}

  /** Each wave: from its onset to its resolution, or as far as it is known. */
  List<WaveSpan> waveSpans() {
    List<WaveSpan> spans = new ArrayList<>();
    Instant from = onset();
    Instant to = onset();
    boolean open = true;
    for (Incident revision : records.revisions()) {
      if (isNoted(revision) || (!open && revision.isOver())) {
        continue;
      }
      if (!open) {
        Instant began = revision.milestones().onsetAt();
        from = began == null || began.isBefore(to) ? revision.updatedAt() : began;
      }
      to = revision.updatedAt();
      open = !revision.isOver();
      if (!open) {
        spans.add(new WaveSpan(from, to));
      }
    }
    if (open || spans.isEmpty()) {
      spans.add(new WaveSpan(from, end()));
    }
    return spans;
  }

  /** Something that was learnt of an incident after it was resolved. */
  private static boolean isNoted(Incident revision) {
    return revision.resolvedAt() != null && revision.updatedAt().isAfter(revision.resolvedAt());
  }

  /** What the cell did, by time; what is told in several revisions counts once. */
  List<Action> actions() {
    List<Action> actions = new ArrayList<>();
    for (Incident revision : records.revisions()) {
      Milestones told = revision.milestones();
      add(actions, Deed.ACKNOWLEDGED, told.acknowledgedAt(), told.acknowledgedBy(), null);
      add(actions, Deed.RESPONDED, told.respondedAt(), told.respondedBy(), null);
      told.tasks().forEach(task -> add(actions, Deed.TASK, task.at(), task.by(), task.task()));
      Merge merged = told.merged();
      if (merged != null) {
        add(actions, Deed.MERGED, merged.at(), merged.by(), merged.into());
      }
      if (told.resolvedBy() != null) {
        add(actions, Deed.RESOLVED, revision.resolvedAt(), told.resolvedBy(), told.outcome());
      }
    }
    actions.sort(Comparator.comparing(Action::at).thenComparing(Action::deed));
    return actions;
  }

  private static void add(
      List<Action> actions,
      Deed deed,
      @Nullable Instant at,
      @Nullable String by,
      @Nullable String what) {
    if (at != null) {
      Action action = new Action(deed, at, by, what);
      if (!actions.contains(action)) {
        actions.add(action);
      }
    }
  }

  /** What was measured around each time at which the cell acted. */
  List<Effect> effects() {
    Map<Instant, List<Action>> byTime = new TreeMap<>();
    for (Action action : actions()) {
      byTime.computeIfAbsent(action.at(), at -> new ArrayList<>()).add(action);
    }
    List<Effect> effects = new ArrayList<>();
    byTime.forEach(
        (at, actions) -> {
          Instant quarter = floor(at);
          Instant after = quarter.plus(QUARTER);
          boolean crowded =
              byTime.keySet().stream()
                  .anyMatch(
                      other ->
                          !other.equals(at)
                              && Duration.between(other, at).abs().compareTo(SIDE) < 0);
          effects.add(
              new Effect(
                  effects.size() + 1,
                  at,
                  actions,
                  span(quarter.minus(SIDE).minus(SIDE), quarter.minus(SIDE)),
                  span(quarter.minus(SIDE), quarter),
                  span(after, after.plus(SIDE)),
                  crowded,
                  !knownTo().isBefore(after.plus(SIDE))));
        });
    return effects;
  }

  /** The week before the onset, as far as it is known. */
  Span before() {
    return span(onset().minus(IncidentRecords.AROUND), floor(onset()));
  }

  /** From the onset to the end. */
  Span during() {
    return span(floor(onset()), end());
  }

  /** The week after the end, as far as it is known. */
  Span after() {
    return span(end(), end().plus(IncidentRecords.AROUND));
  }

  /** NSS of the week after minus NSS of the week before, -2 to 2, or null where too few. */
  @Nullable Double residual() {
    Span before = before();
    Span after = after();
    Double was = before.netSentiment();
    Double is = after.netSentiment();
    boolean enough = before.scored() >= ENOUGH && after.scored() >= ENOUGH;
    return was == null || is == null || !enough ? null : is - was;
  }

  /** Sums of the quarters of an hour that begin in a span. */
  Span span(Instant from, Instant to) {
    long mentions = 0;
    long positive = 0;
    long neutral = 0;
    long negative = 0;
    long interactions = 0;
    long reach = 0;
    Long followersFrom = null;
    Long followersTo = null;
    for (Kpi kpi : fine) {
      if (kpi.start().isBefore(from) || !kpi.start().isBefore(to)) {
        continue;
      }
      mentions += kpi.mentions();
      positive += kpi.positive();
      neutral += kpi.neutral();
      negative += kpi.negative();
      interactions += kpi.interactions();
      reach = Math.max(reach, kpi.potentialReach());
      if (kpi.followers() != null) {
        followersFrom = followersFrom == null ? kpi.followers() : followersFrom;
        followersTo = kpi.followers();
      }
    }
    return new Span(
        from,
        to,
        knownHours(from, to),
        mentions,
        positive,
        neutral,
        negative,
        interactions,
        reach,
        followersFrom,
        followersTo);
  }

  private double knownHours(Instant from, Instant to) {
    Instant start = from.isAfter(knownFrom()) ? from : knownFrom();
    Instant end = to.isBefore(knownTo()) ? to : knownTo();
    return Math.max(0, Duration.between(start, end).toSeconds() / 3600.0);
  }

  /** Since when the brand is known: its first mention within the week before. */
  Instant knownFrom() {
    return fine.isEmpty() ? onset() : fine.get(0).start();
  }

  /** Until when the brand is known: its last mention within the week after. */
  Instant knownTo() {
    return fine.isEmpty() ? end() : fine.get(fine.size() - 1).start().plus(QUARTER);
  }

  /** The height, or null where no indicator was recorded. */
  @Nullable Peak peak() {
    List<Step> during = steps(onset(), end());
    Step highest =
        during.stream()
            .filter(step -> !Double.isNaN(step.volume()))
            .reduce((a, b) -> b.volume() > a.volume() ? b : a)
            .orElse(null);
    if (highest == null) {
      return null;
    }
    Duration halved =
        steps(highest.at(), knownTo()).stream()
            .filter(step -> step.volume() <= highest.volume() / 2)
            .findFirst()
            .map(step -> Duration.between(highest.at(), step.at()))
            .orElse(null);
    return new Peak(
        highest.at(),
        highest.volume(),
        Double.isNaN(highest.expected()) ? null : highest.expected(),
        excess(during),
        halved);
  }

  /** sum (N - mu)+ over whole hours from the onset. */
  private double excess(List<Step> during) {
    double excess = 0;
    Instant next = onset().plus(HOUR);
    for (Step step : during) {
      if (!step.at().isBefore(next)) {
        double beyond = step.volume() - step.expected();
        excess += Double.isNaN(beyond) ? 0 : Math.max(0, beyond);
        next = step.at().plus(HOUR);
      }
    }
    return excess;
  }

  /** Steps from one time to another, both inclusive. */
  List<Step> steps(Instant from, Instant to) {
    return records.steps().stream()
        .filter(step -> !step.at().isBefore(from) && !step.at().isAfter(to))
        .toList();
  }

  /** The playbook of the alert that was most severe, the first among equals, or null. */
  @Nullable SuggestedPlaybook playbook() {
    return records.alerts().stream()
        .filter(alert -> alert.playbook() != null)
        .reduce((a, b) -> b.severityLevel().compareTo(a.severityLevel()) > 0 ? b : a)
        .map(Alert::playbook)
        .orElse(null);
  }

  /** The tasks that alerts suggested, by the deadline at which they were first due. */
  List<TaskState> tasks() {
    Map<String, FirstTask> tasks = new LinkedHashMap<>();
    for (Alert alert : records.alerts()) {
      SuggestedPlaybook playbook = alert.playbook();
      if (playbook != null) {
        playbook.firstTasks().forEach(task -> tasks.putIfAbsent(task.task(), task));
      }
    }
    List<Action> done = actions().stream().filter(a -> a.deed() == Deed.TASK).toList();
    return tasks.values().stream()
        .sorted(Comparator.comparing(FirstTask::dueAt))
        .map(task -> new TaskState(task, doneAt(task, done)))
        .toList();
  }

  private static @Nullable Instant doneAt(FirstTask task, List<Action> done) {
    for (Action action : done) {
      if (TaskNames.means(String.valueOf(action.what()), task.task())) {
        return action.at();
      }
    }
    return null;
  }

  private static Instant floor(Instant at) {
    long seconds = QUARTER.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
