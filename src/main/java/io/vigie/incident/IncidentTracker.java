package io.vigie.incident;

import io.vigie.incident.IncidentState.HeldSignal;
import io.vigie.incident.IncidentState.Lane;
import io.vigie.incident.IncidentState.StepCount;
import io.vigie.incident.IncidentState.Story;
import io.vigie.pattern.Match;
import io.vigie.scoring.Excerpt;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The life of a brand's incidents: a match opens one, later matches join it, steps raise and lower
 * it, quiet resolves it, and a match soon after reopens it, so that one story stays one incident.
 *
 * <p>Give it everything of one brand in the order of event time; at equal times the step first,
 * then signals, then matches, each kind in an order of its own choice that is always the same. The
 * updates that come back depend on nothing else: no wall clock, no arrival time, and not on how
 * often {@link #onTime} is called.
 */
public final class IncidentTracker {

  /** A pause between steps counts as held for this long at most: the brand may have slept. */
  private static final Duration LONGEST_STEP = Duration.ofMinutes(5);

  private enum Cause {
    STEP,
    OPENED,
    JOINED,
    RESOLVED
  }

  private final IncidentSettings settings;
  private final Map<String, PatternRules> rules;
  private final AlertPolicy policy;

  /**
   * A tracker.
   *
   * @param rules by pattern id; {@link PatternRules#NONE} for those that are left out
   */
  public IncidentTracker(IncidentSettings settings, Map<String, PatternRules> rules) {
    this.rules = Map.copyOf(rules);
    this.settings = settings;
    this.policy = new AlertPolicy(settings);
  }

  /**
   * Takes in a step: counts, evidence, severity, and quiet.
   *
   * @param state the brand's state; changed
   * @return revisions in their order, usually none
   */
  public List<IncidentUpdate> onStep(BrandStep step, IncidentState state) {
    List<IncidentUpdate> updates = onTime(step.at(), state);
    Lane lane = state.laneFor(step.exercise());
    Story story = lane.story;
    if (story != null && story.open) {
      follow(step, lane, story);
    }
    observe(step, lane);
    if (story != null && story.open) {
      boolean over = isOver(story, step.at());
      add(updates, revise(lane, story, step.at(), over ? Cause.RESOLVED : Cause.STEP));
    }
    return updates;
  }

  /**
   * Takes in a signal: whether it is held, and how surprising it became.
   *
   * @param state the brand's state; changed
   * @return revisions in their order, usually none
   */
  public List<IncidentUpdate> onSignal(Signal signal, IncidentState state) {
    List<IncidentUpdate> updates = onTime(signal.at(), state);
    Lane lane = state.laneFor(signal.exercise());
    if (signal.phase() == Signal.Phase.ENDS) {
      lane.held.remove(signal.name());
    } else {
      hold(signal, lane);
    }
    return updates;
  }

  /**
   * Takes in a match: opens an incident, joins the open one, or reopens one resolved of late. A
   * match is an exercise if any of its signals is.
   *
   * @param match at least one signal
   * @param state the brand's state; changed
   * @return revisions in their order; none if the match tells nothing new
   */
  public List<IncidentUpdate> onMatch(Match match, IncidentState state) {
    List<IncidentUpdate> updates = onTime(match.at(), state);
    boolean exercise = match.signals().stream().anyMatch(Signal::exercise);
    Lane lane = state.laneFor(exercise);
    for (Signal signal : match.signals()) {
      // The last signal may come after its match; those before have ended if they are not held.
      if (signal.phase() != Signal.Phase.ENDS && signal.at().equals(match.at())) {
        hold(signal, lane);
      }
    }
    Story story = lane.story;
    if (!rules(match.patternId()).opens()) {
      if (story != null && story.open && note(match, story)) {
        add(updates, revise(lane, story, lastHeard(lane, story), Cause.JOINED));
      }
      return updates;
    }
    Cause cause;
    if (story == null) {
      story = open(match, exercise, lane);
      lane.story = story;
      cause = Cause.OPENED;
    } else if (!story.open) {
      reopen(match, lane, story);
      cause = Cause.OPENED;
    } else {
      cause = Cause.STEP;
    }
    if (join(match, story) && cause == Cause.STEP) {
      cause = Cause.JOINED;
    }
    story.matchedAt = later(story.matchedAt, match.at());
    story.quietSince = null;
    story.signalFreeSince = null;
    add(updates, revise(lane, story, lastHeard(lane, story), cause));
    return updates;
  }

  /**
   * Lets time pass without a step: resolves what has been quiet, or silent, for long enough, and
   * forgets what can no longer matter. Only what was due strictly before {@code now} happens, so
   * that a step at the very same time is heard first.
   *
   * @param state the brand's state; changed
   * @return resolutions, usually none
   */
  public List<IncidentUpdate> onTime(Instant now, IncidentState state) {
    List<IncidentUpdate> updates = new ArrayList<>();
    if (state.real != null && pass(now, state.real, updates)) {
      state.real = null;
    }
    if (state.exercise != null && pass(now, state.exercise, updates)) {
      state.exercise = null;
    }
    return updates;
  }

  /**
   * When {@link #onTime} should be called if nothing else comes before, or null if never.
   *
   * @param state the brand's state; not changed
   */
  public @Nullable Instant wakeAt(IncidentState state) {
    Instant real = state.real == null ? null : due(state.real);
    Instant exercise = state.exercise == null ? null : due(state.exercise);
    Instant first = earlier(real, exercise);
    return first == null ? null : first.plusMillis(1);
  }

  // ---- time ----

  /** Resolves and forgets; true if the lane may be dropped. */
  private boolean pass(Instant now, Lane lane, List<IncidentUpdate> updates) {
    Story story = lane.story;
    if (story != null && story.open) {
      Instant end = resolution(lane, story);
      if (end.isBefore(now)) {
        add(updates, revise(lane, story, end, Cause.RESOLVED));
      }
    }
    Instant resolvedAt = story == null ? null : story.resolvedAt;
    if (resolvedAt != null && resolvedAt.plus(settings.reopenWithin()).isBefore(now)) {
      lane.story = null;
    }
    return lane.story == null && forgotten(lane).isBefore(now);
  }

  private Instant due(Lane lane) {
    Story story = lane.story;
    if (story == null) {
      return forgotten(lane);
    }
    Instant resolvedAt = story.resolvedAt;
    return resolvedAt == null ? resolution(lane, story) : resolvedAt.plus(settings.reopenWithin());
  }

  /** When the story ends if no further step or signal comes. */
  private Instant resolution(Lane lane, Story story) {
    Instant silent = lastHeard(lane, story).plus(settings.resolveAfter());
    Instant quiet =
        story.quietSince == null ? null : story.quietSince.plus(settings.resolveAfter());
    Instant signalFree =
        story.signalFreeSince == null
            ? null
            : story.signalFreeSince.plus(settings.resolveAtLatestAfter());
    Instant end = earlier(silent, earlier(quiet, signalFree));
    return end == null ? silent : end;
  }

  private static Instant lastHeard(Lane lane, Story story) {
    return lane.lastStep == null ? story.matchedAt : later(story.matchedAt, lane.lastStep.at());
  }

  /** When a lane without a story has nothing left to say. */
  private Instant forgotten(Lane lane) {
    Instant last = lane.lastStep == null ? Instant.MIN : lane.lastStep.at();
    last = last.equals(Instant.MIN) ? last : last.plus(settings.lookback());
    for (HeldSignal held : lane.held.values()) {
      Instant expiry = held.heardAt().plus(settings.signalExpiry());
      last = expiry.isAfter(last) ? expiry : last;
    }
    return last;
  }

  private boolean isOver(Story story, Instant now) {
    return reached(story.quietSince, settings.resolveAfter(), now)
        || reached(story.signalFreeSince, settings.resolveAtLatestAfter(), now);
  }

  // ---- what a lane sees ----

  private void observe(BrandStep step, Lane lane) {
    Instant at = step.at();
    IndicatorStep indicators = step.indicators();
    IndicatorStep before = lane.lastStep;
    Duration elapsed = before == null ? Duration.ZERO : Duration.between(before.at(), at);
    lane.inputs =
        Severity.higher(
            Severity.decayed(lane.inputs, elapsed, settings.factorHalfLife()),
            Severity.inputs(indicators));
    lane.lastStep = indicators;
    Instant horizon = at.minus(settings.lookback());
    lane.recent.removeIf(count -> count.at().isBefore(horizon));
    if (!step.mentionsByPlatform().isEmpty()) {
      if (lane.recent.size() >= IncidentState.MAX_RECENT) {
        lane.recent.remove(0);
      }
      lane.recent.add(count(step));
    }
    lane.mentions.removeIf(excerpt -> excerpt.createdAt().isBefore(horizon));
    lane.mentions = WeightiestMentions.of(lane.mentions, step.weightiest());
    Instant unheard = at.minus(settings.signalExpiry());
    lane.held.values().removeIf(held -> held.heardAt().isBefore(unheard));
  }

  private void hold(Signal signal, Lane lane) {
    if (lane.held.containsKey(signal.name()) || lane.held.size() < IncidentState.MAX_SIGNALS) {
      lane.held.put(signal.name(), new HeldSignal(signal.since(), signal.at()));
    }
    Story story = lane.story;
    if (story != null && story.open) {
      StrongestSignals.raise(story.signals, signal.name(), signal.reading(), signal.at());
    }
  }

  private static StepCount count(BrandStep step) {
    long mentions = step.mentionsByPlatform().values().stream().mapToLong(Long::longValue).sum();
    return new StepCount(
        step.at(),
        step.firstMentionAt(),
        step.mentionsByPlatform(),
        mentions * negativePart(step.indicators()));
  }

  /** Negative mentions among all of the last hour, 0 to 1; unscored ones are not negative. */
  private static double negativePart(IndicatorStep step) {
    IndicatorReading all = step.reading(Indicator.VOLUME.label());
    IndicatorReading negative = step.reading(Indicator.NEGATIVE_VOLUME.label());
    if (all == null || negative == null || !(all.value() > 0)) {
      return 0;
    }
    double part = negative.value() / all.value();
    return part > 0 ? Math.min(1, part) : 0;
  }

  // ---- a story's life ----

  private Story open(Match match, boolean exercise, Lane lane) {
    Story story = new Story();
    story.brand = match.brand();
    story.exercise = exercise;
    story.patternId = match.patternId();
    story.patternVersion = match.patternVersion();
    story.startedAt = start(match);
    story.detectedAt = match.at();
    story.incidentId =
        IncidentIds.incidentId(story.brand, story.patternId, story.startedAt, exercise);
    begin(match, lane, story);
    gather(lane, story, story.startedAt);
    return story;
  }

  /** The mentions between the resolution and the new wave are not part of the story. */
  private void reopen(Match match, Lane lane, Story story) {
    Instant resolvedAt = story.resolvedAt;
    Instant start = start(match);
    if (resolvedAt != null && !start.isAfter(resolvedAt)) {
      start = resolvedAt.plusMillis(1); // what was said before is counted already
    }
    story.resolvedAt = null;
    begin(match, lane, story);
    gather(lane, story, start);
  }

  /**
   * When the first signal began. No earlier than a reopening reaches back, so that two incidents of
   * a brand never share a start, nor an id.
   */
  private Instant start(Match match) {
    Instant earliest = match.at().minus(settings.reopenWithin());
    Instant start = match.at();
    for (Signal signal : match.signals()) {
      // what has ended was another story, or an earlier wave of this one
      boolean ended = signal.phase() == Signal.Phase.ENDS;
      start = !ended && signal.since().isBefore(start) ? signal.since() : start;
    }
    return start.isBefore(earliest) ? earliest : start;
  }

  private static void begin(Match match, Lane lane, Story story) {
    story.open = true;
    story.wave++;
    story.waveStartedAt = match.at();
    story.pressMentions = 0;
    story.heldMillis = 0;
    story.platformsMillis = 0;
    story.crisisEarned = false;
    story.belowSince = null;
    Instant heldSince = match.at();
    for (Signal signal : match.signals()) {
      if (signal.phase() == Signal.Phase.ENDS) {
        continue;
      }
      story.waveStartedAt =
          signal.since().isBefore(story.waveStartedAt) ? signal.since() : story.waveStartedAt;
      if (lane.held.containsKey(signal.name()) && signal.since().isBefore(heldSince)) {
        heldSince = signal.since();
      }
    }
    story.heldMillis = Duration.between(heldSince, match.at()).toMillis();
  }

  /** Takes what was counted before the match, from the step in which the story started. */
  private void gather(Lane lane, Story story, Instant from) {
    Instant firstMentionAt = null;
    for (StepCount count : lane.recent) {
      if (!count.at().isBefore(from)) {
        tally(count, story);
        firstMentionAt = earlier(firstMentionAt, count.firstMentionAt());
      }
    }
    story.firstMentionAt = earlier(story.firstMentionAt, firstMentionAt);
    Instant first = firstMentionAt == null ? from : firstMentionAt;
    List<Excerpt> since =
        lane.mentions.stream().filter(excerpt -> !excerpt.createdAt().isBefore(first)).toList();
    story.mentions = WeightiestMentions.of(story.mentions, since);
  }

  private void tally(StepCount count, Story story) {
    for (Map.Entry<String, Long> entry : count.mentionsByPlatform().entrySet()) {
      String platform = entry.getKey();
      boolean known =
          story.mentionsByPlatform.containsKey(platform)
              || story.mentionsByPlatform.size() < IncidentState.MAX_PLATFORMS - 1;
      story.mentionsByPlatform.merge(
          known ? platform : IncidentState.OTHER_PLATFORMS, entry.getValue(), Long::sum);
      if (settings.pressPlatforms().contains(platform)) {
        story.pressMentions += entry.getValue();
      }
    }
    story.negative += count.negative();
  }

  /** Adds a match's pattern and signals to a story; true if the pattern is new to it. */
  private static boolean join(Match match, Story story) {
    for (Signal signal : match.signals()) {
      // what ended before is no reason for this story, and must not keep it open if it fires again
      if (signal.phase() != Signal.Phase.ENDS) {
        StrongestSignals.add(story.signals, signal.name(), signal.reading(), signal.at());
      }
    }
    return note(match, story);
  }

  /** Adds a match's pattern to a story; true if it is new to it. */
  private static boolean note(Match match, Story story) {
    boolean added =
        !story.patterns.contains(match.patternId())
            && story.patterns.size() < IncidentState.MAX_PATTERNS;
    if (added) {
      story.patterns.add(match.patternId());
    }
    return added;
  }

  private void follow(BrandStep step, Lane lane, Story story) {
    Instant at = step.at();
    tally(count(step), story);
    story.firstMentionAt =
        story.firstMentionAt == null ? step.firstMentionAt() : story.firstMentionAt;
    story.mentions = WeightiestMentions.of(story.mentions, step.weightiest());
    List<String> held =
        story.signals.stream().map(signal -> signal.name()).filter(lane.held::containsKey).toList();
    for (String name : held) {
      for (IndicatorReading reading : step.indicators().readings()) {
        StrongestSignals.raise(story.signals, name, reading, at);
      }
    }
    IndicatorStep before = lane.lastStep;
    long elapsed =
        before == null
            ? 0
            : Math.min(
                LONGEST_STEP.toMillis(), Math.max(0, Duration.between(before.at(), at).toMillis()));
    if (!held.isEmpty()) {
      story.heldMillis += elapsed;
    }
    IndicatorReading platforms = step.indicators().reading(Indicator.PLATFORMS.label());
    if (platforms != null && platforms.value() >= settings.crisisPlatforms()) {
      story.platformsMillis += elapsed;
    }
    story.signalFreeSince = since(held.isEmpty(), story.signalFreeSince, at);
    story.quietSince = since(held.isEmpty() && isNearExpectation(step), story.quietSince, at);
  }

  private boolean isNearExpectation(BrandStep step) {
    IndicatorReading volume = step.indicators().reading(Indicator.VOLUME.label());
    Double surprise = volume == null ? null : volume.surprise();
    return surprise == null || surprise < settings.quietSurprise();
  }

  // ---- revisions ----

  /** Weighs the story anew, and makes a revision if there is something to tell. */
  private @Nullable IncidentUpdate revise(Lane lane, Story story, Instant now, Cause cause) {
    double[] factors = factors(lane, story, now);
    long earned = settings.crisisAfter().toMillis();
    story.crisisEarned |=
        story.pressMentions >= settings.pressMentions()
            || story.heldMillis >= earned
            || story.platformsMillis >= earned;
    double severity = Severity.of(factors);
    severity = story.crisisEarned ? severity : Math.min(severity, Severity.UNEARNED_CRISIS);
    story.peakSeverity = Math.max(story.peakSeverity, severity);

    boolean life = cause == Cause.OPENED || cause == Cause.RESOLVED;
    Level before = story.level;
    Level weighed = life ? Level.of(severity) : level(story, severity, now);
    Level ceiling = ceiling(story);
    weighed = weighed.compareTo(ceiling) > 0 ? ceiling : weighed;
    story.level = cause == Cause.RESOLVED ? weighed : atLeast(floor(story), weighed);
    boolean levelChanged = story.level != before;
    boolean severityChanged =
        Math.abs(severity - story.toldSeverity) >= settings.updateChange()
            && !now.isBefore(story.toldAt.plus(settings.updateEvery()));
    if (cause == Cause.STEP && !levelChanged && !severityChanged) {
      return null;
    }
    boolean wasQuiet = true;
    if (cause == Cause.RESOLVED) {
      wasQuiet =
          reached(story.quietSince, settings.resolveAfter(), now)
              || !reached(story.signalFreeSince, settings.resolveAtLatestAfter(), now);
      story.open = false;
      story.resolvedAt = now;
    }
    story.revision++;
    story.toldSeverity = severity;
    story.toldAt = now;
    String summary =
        story.open
            ? Summary.open(story, lane.lastStep, now)
            : Summary.resolved(story, now, wasQuiet);
    Incident incident = incident(story, severity, factors, now, summary);
    boolean told =
        cause == Cause.RESOLVED
            ? policy.tellsResolution(story)
            : (levelChanged || life) && policy.tellsLevel(story, now);
    return new IncidentUpdate(
        incident, told ? alert(incident, story).withLabels(labels(story)) : null);
  }

  private double[] factors(Lane lane, Story story, Instant now) {
    Duration elapsed =
        lane.lastStep == null ? Duration.ZERO : Duration.between(lane.lastStep.at(), now);
    double[] inputs = Severity.decayed(lane.inputs, elapsed, settings.factorHalfLife());
    double hours = story.heldMillis / (double) Duration.ofHours(1).toMillis();
    return Severity.factors(inputs, story.pressMentions, hours);
  }

  private Level floor(Story story) {
    Level floor = Level.INFO;
    for (String pattern : story.patterns) {
      floor = atLeast(rules(pattern).atLeast(), floor);
    }
    return floor;
  }

  /** The highest that any of its patterns allows; what only joins has no say. */
  private Level ceiling(Story story) {
    Level ceiling = Level.INFO;
    for (String pattern : story.patterns) {
      PatternRules own = rules(pattern);
      ceiling = own.opens() ? atLeast(own.atMost(), ceiling) : ceiling;
    }
    return ceiling;
  }

  /** The labels of its patterns; the first that has a label decides. */
  private Map<String, String> labels(Story story) {
    Map<String, String> labels = new HashMap<>();
    story.patterns.forEach(pattern -> rules(pattern).labels().forEach(labels::putIfAbsent));
    return labels;
  }

  private PatternRules rules(String pattern) {
    return rules.getOrDefault(pattern, PatternRules.NONE);
  }

  private static Level atLeast(Level floor, Level level) {
    return level.compareTo(floor) >= 0 ? level : floor;
  }

  /** Up at once; down only when clearly below for some time. */
  private Level level(Story story, double severity, Instant now) {
    Level weighed = Level.of(severity);
    if (weighed.compareTo(story.level) >= 0) {
      story.belowSince = null;
      return weighed;
    }
    boolean clearlyBelow = severity < story.level.from() - settings.levelMargin();
    story.belowSince = since(clearlyBelow, story.belowSince, now);
    if (!reached(story.belowSince, settings.levelDownAfter(), now)) {
      return story.level;
    }
    story.belowSince = null;
    return weighed;
  }

  private static Incident incident(
      Story story, double severity, double[] factors, Instant now, String summary) {
    Evidence evidence =
        new Evidence(
            List.copyOf(story.signals),
            List.copyOf(story.mentions),
            Severity.explain(factors, severity),
            new TreeMap<>(story.mentionsByPlatform));
    return new Incident(
        story.incidentId,
        story.brand,
        story.revision,
        story.open ? Status.OPEN : Status.RESOLVED,
        severity,
        story.level,
        story.peakSeverity,
        List.copyOf(story.patterns),
        story.startedAt,
        story.detectedAt,
        story.firstMentionAt,
        now,
        story.resolvedAt,
        story.mentionCount(),
        Math.round(story.negative),
        summary,
        evidence,
        story.exercise);
  }

  private static Alert alert(Incident incident, Story story) {
    return new Alert(
        IncidentIds.alertId(
            incident.brand(),
            story.patternId,
            story.patternVersion,
            incident.incidentId(),
            incident.revision()),
        incident.incidentId(),
        incident.revision(),
        incident.status(),
        incident.brand(),
        incident.severity(),
        incident.level(),
        incident.patterns(),
        incident.startedAt(),
        incident.detectedAt(),
        incident.updatedAt(),
        incident.firstMentionAt(),
        incident.summary(),
        incident.evidence(),
        incident.exercise());
  }

  // ---- small things ----

  private static @Nullable Instant since(boolean holds, @Nullable Instant since, Instant now) {
    if (!holds) {
      return null;
    }
    return since == null ? now : since;
  }

  private static boolean reached(@Nullable Instant since, Duration duration, Instant now) {
    return since != null && !now.isBefore(since.plus(duration));
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null) {
      return b;
    }
    return b == null || a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }

  private static void add(List<IncidentUpdate> updates, @Nullable IncidentUpdate update) {
    if (update != null) {
      updates.add(update);
    }
  }
}
