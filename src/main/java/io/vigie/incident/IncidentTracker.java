package io.vigie.incident;

import io.vigie.incident.IncidentState.HeldSignal;
import io.vigie.incident.IncidentState.Lane;
import io.vigie.incident.IncidentState.StepCount;
import io.vigie.incident.IncidentState.Story;
import io.vigie.mention.Retraction;
import io.vigie.pattern.Match;
import io.vigie.pattern.PlannedEventBehaviour;
import io.vigie.scoring.Excerpt;
import io.vigie.signal.BrandStep;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import io.vigie.signal.SignalRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** How long volume and negative share must be usual for a return to the baseline. */
  private static final Duration BACK_AT_BASELINE_AFTER = Duration.ofHours(6);

  /** What severity, summary and quiet look at, whatever signals are about. */
  private static final Set<String> ALWAYS_READ =
      Stream.of(
              Indicator.VOLUME,
              Indicator.VOLUME_15M,
              Indicator.VOLUME_BURST,
              Indicator.NEGATIVE_VOLUME,
              Indicator.NEGATIVE_SHARE,
              Indicator.NEGATIVE_SHARE_Z,
              Indicator.NEGATIVE_REACH,
              Indicator.VELOCITY,
              Indicator.AUTHORITY,
              Indicator.AUTHOR_BREADTH,
              Indicator.PLATFORMS)
          .map(Indicator::label)
          .collect(Collectors.toUnmodifiableSet());

  private enum Cause {
    STEP,
    OPENED,
    JOINED,
    RESOLVED,
    /** It belongs to another incident from now on. */
    MERGED,
    /** Something for the ledger alone. */
    NOTED,
    /** Nobody has acknowledged it in time. */
    ESCALATED,
    /** A silence that has hidden an alert is over. */
    SILENCE_ENDED
  }

  private final IncidentSettings settings;
  private final Map<String, PatternRules> rules;
  private final Set<String> momentary;
  private final AlertPolicy policy;
  private final Summary summary;
  private final StoryNotes notes;

  /**
   * A tracker.
   *
   * @param rules by pattern id; {@link PatternRules#NONE} for those that are left out
   */
  public IncidentTracker(IncidentSettings settings, Map<String, PatternRules> rules) {
    this.rules = Map.copyOf(rules);
    this.momentary =
        rules.values().stream()
            .flatMap(rule -> rule.momentary().stream())
            .collect(Collectors.toUnmodifiableSet());
    this.settings = settings;
    this.policy = new AlertPolicy(settings);
    Words words = Words.of(settings.language());
    this.summary = new Summary(words);
    this.notes = new StoryNotes(words);
  }

  /**
   * The readings of a step that a story can depend on, given the rules of all signals: the others
   * need not be sent to it.
   */
  public static Set<String> readings(List<SignalRule> rules) {
    Set<String> names = new HashSet<>(ALWAYS_READ);
    rules.forEach(rule -> names.addAll(rule.indicators()));
    return names;
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
    if (story != null) {
      followToBaseline(step, story);
    }
    if (story != null && story.open) {
      boolean over = isOver(story, step.at());
      boolean noted = turns(story, step.at()) | responds(story, step.ownMentionAt());
      Cause cause = over ? Cause.RESOLVED : noted ? Cause.NOTED : Cause.STEP;
      add(updates, revise(lane, story, step.at(), endsSilence(lane, story, cause, step.at())));
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
   * Takes in a control message about an incident: an acknowledgement, a resolution by hand, a
   * response, a task done, a merge. It takes effect at its time, or at the time to which the story
   * has been told if that is later; a second time it does nothing. What it says of an incident that
   * is not remembered does nothing either.
   *
   * @param state the brand's state; changed
   * @return revisions in their order
   */
  public List<IncidentUpdate> onControl(ControlMessage message, IncidentState state) {
    String incidentId = message.incidentId();
    Lane lane = incidentId == null ? null : state.laneOf(incidentId);
    Story story = lane == null ? null : lane.story;
    if (lane == null || story == null || story.control.contains(message.id())) {
      return List.of();
    }
    Instant at = later(message.at(), later(story.toldAt, lastHeard(lane, story)));
    List<IncidentUpdate> updates = onTime(at, state);
    if (state.laneOf(story.incidentId) != null) {
      switch (StoryControl.apply(message, story)) {
        case NOTED -> add(updates, revise(lane, story, at, Cause.NOTED));
        case RESOLVES -> add(updates, revise(lane, story, at, Cause.RESOLVED));
        case MERGES -> add(updates, revise(lane, story, at, Cause.MERGED));
        case NOTHING -> {}
      }
    }
    return updates;
  }

  /**
   * Takes in word that a mention was deleted or edited: its text leaves the evidence, and a trace
   * stays.
   *
   * @param also ids of incidents of which something else was kept that had it
   * @param state the brand's state; changed
   * @return a revision, for the ledger alone, of each incident that had it
   */
  public List<IncidentUpdate> onRetraction(
      Retraction retraction, Set<String> also, Instant now, IncidentState state) {
    List<IncidentUpdate> updates = onTime(now, state);
    List<Lane> had = state.retract(retraction);
    for (String incidentId : also) {
      Lane lane = state.laneOf(incidentId);
      if (lane != null && !had.contains(lane)) {
        had.add(lane);
      }
    }
    for (Lane lane : had) {
      Story story = lane.story;
      if (story != null) {
        add(updates, revise(lane, story, lastHeard(lane, story), Cause.NOTED));
      }
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
    return onMatches(List.of(match), state);
  }

  /**
   * Takes in all matches of one time, in their order: whatever they change is one revision, so that
   * people are told once if several patterns match together.
   *
   * @param matches of the same time; those of drills and the real ones are taken apart
   * @param state the brand's state; changed
   * @return revisions in their order; none if the matches tell nothing new
   */
  public List<IncidentUpdate> onMatches(List<Match> matches, IncidentState state) {
    List<IncidentUpdate> updates = new ArrayList<>();
    for (boolean exercise : new boolean[] {false, true}) {
      Lane lane = null;
      Cause cause = null;
      for (Match match : matches) {
        if (match.signals().stream().anyMatch(Signal::exercise) == exercise) {
          updates.addAll(onTime(match.at(), state));
          lane = state.laneFor(exercise);
          cause = stronger(cause, take(match, exercise, lane));
        }
      }
      Story story = lane == null ? null : lane.story;
      if (lane != null && story != null && cause != null) {
        add(updates, revise(lane, story, lastHeard(lane, story), cause));
      }
    }
    return updates;
  }

  /** Puts a match into the story of its lane; null if it is nothing to it. */
  private @Nullable Cause take(Match match, boolean exercise, Lane lane) {
    for (Signal signal : match.signals()) {
      // The last signal may come after its match; those before have ended if they are not held.
      if (signal.phase() != Signal.Phase.ENDS && signal.at().equals(match.at())) {
        hold(signal, lane);
      }
    }
    Story story = lane.story;
    String planned = plannedEvent(match, lane);
    PlannedEventBehaviour behaviour = rules(match.patternId()).plannedEvents();
    if (planned != null && behaviour == PlannedEventBehaviour.SUPPRESS) {
      return null;
    }
    if (!rules(match.patternId()).opens()) {
      return story != null && story.open && note(match, story) ? Cause.JOINED : null;
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
    if (cause == Cause.OPENED && behaviour == PlannedEventBehaviour.WATCH) {
      story.plannedEvent = planned;
    } else if (behaviour == PlannedEventBehaviour.IGNORE) {
      story.plannedEvent = null;
    }
    if (join(match, story) && cause == Cause.STEP) {
      cause = Cause.JOINED;
    }
    story.matchedAt = later(story.matchedAt, match.at());
    story.quietSince = null;
    story.signalFreeSince = null;
    return cause;
  }

  private static @Nullable Cause stronger(@Nullable Cause a, @Nullable Cause b) {
    for (Cause cause : List.of(Cause.OPENED, Cause.JOINED, Cause.STEP)) {
      if (a == cause || b == cause) {
        return cause;
      }
    }
    return null;
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

  /** Does what is due, in its order, and forgets; true if the lane may be dropped. */
  private boolean pass(Instant now, Lane lane, List<IncidentUpdate> updates) {
    Story story = lane.story;
    while (story != null) {
      Instant due = due(lane, story);
      if (!due.isBefore(now)) {
        break;
      }
      add(updates, doWhatIsDue(lane, story, due));
      story = lane.story;
    }
    return lane.story == null && forgotten(lane).isBefore(now);
  }

  /** At the same time, the end comes first: what is over is neither escalated nor told again. */
  private @Nullable IncidentUpdate doWhatIsDue(Lane lane, Story story, Instant due) {
    Instant resolvedAt = story.resolvedAt;
    if (resolvedAt == null && due.equals(resolution(lane, story))) {
      return revise(lane, story, due, Cause.RESOLVED);
    }
    if (resolvedAt != null && due.equals(resolvedAt.plus(settings.reopenWithin()))) {
      lane.story = null;
      return null;
    }
    if (due.equals(escalation(story))) {
      story.waitingSince = null;
      story.escalatedAt = due;
      return revise(lane, story, due, Cause.ESCALATED);
    }
    if (due.equals(story.silencedUntil)) {
      story.silencedUntil = null;
      return story.open ? revise(lane, story, due, Cause.SILENCE_ENDED) : null;
    }
    story.baselineAt = story.baselineSince;
    return revise(lane, story, due, Cause.NOTED);
  }

  private Instant due(Lane lane) {
    Story story = lane.story;
    return story == null ? forgotten(lane) : due(lane, story);
  }

  /** When something happens next if no further step or signal comes. */
  private Instant due(Lane lane, Story story) {
    Instant resolvedAt = story.resolvedAt;
    Instant end =
        resolvedAt == null ? resolution(lane, story) : resolvedAt.plus(settings.reopenWithin());
    Instant baselineSince = story.baselineSince;
    Instant baseline =
        baselineSince == null || story.baselineAt != null
            ? null
            : baselineSince.plus(BACK_AT_BASELINE_AFTER);
    Instant first = earlier(earlier(escalation(story), story.silencedUntil), baseline);
    return first == null || end.isBefore(first) ? end : first;
  }

  /** When it is told again that nobody has acknowledged it, or null. */
  private @Nullable Instant escalation(Story story) {
    Instant waitingSince = story.waitingSince;
    Duration within = settings.acknowledgeWithin().get(story.level);
    boolean waits = story.open && story.acknowledgedAt == null;
    return !waits || waitingSince == null || within == null ? null : waitingSince.plus(within);
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
    lane.lastStep = indicators.only(ALWAYS_READ);
    lane.unusualSince = since(!isNearExpectation(step), lane.unusualSince, at);
    Instant horizon = at.minus(settings.lookback());
    // ascending: nearly always there is one to forget, and no need to look at the others
    while (!lane.recent.isEmpty() && lane.recent.get(0).at().isBefore(horizon)) {
      lane.recent.remove(0);
    }
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
    boolean lasts = !momentary.contains(signal.name());
    if (lasts
        && (lane.held.containsKey(signal.name()) || lane.held.size() < IncidentState.MAX_SIGNALS)) {
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
    beginMilestones(match, story);
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
    Instant unusual = lane.unusualSince;
    story.onsetAt = unusual == null ? story.waveStartedAt : unusual;
  }

  private static void beginMilestones(Match match, Story story) {
    story.waveMatchedAt = match.at();
    story.plannedEvent = null;
    story.alertedAt = null;
    story.escalatedAt = null;
    story.acknowledgedAt = null;
    story.acknowledgedBy = null;
    story.respondedAt = null;
    story.respondedBy = null;
    story.resolvedBy = null;
    story.outcome = null;
    story.tasks.clear();
    story.baselineAt = null;
    story.baselineSince = null;
    story.waitingSince = null;
    story.silencedUntil = null;
    story.merged = null;
    story.easing = false;
  }

  /** The planned event that runs when a match is complete, or null. */
  private static @Nullable String plannedEvent(Match match, Lane lane) {
    IndicatorStep step = lane.lastStep;
    return step != null
        ? step.plannedEvent()
        : match.signals().get(match.signals().size() - 1).plannedEvent();
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
    if (step.indicators().plannedEvent() == null) {
      story.plannedEvent = null;
    }
    story.signalFreeSince = since(held.isEmpty(), story.signalFreeSince, at);
    story.quietSince = since(held.isEmpty() && isNearExpectation(step), story.quietSince, at);
  }

  /** Whether a story begins to ease, or no longer does. */
  private boolean turns(Story story, Instant now) {
    boolean before = story.easing;
    story.easing = reached(story.signalFreeSince, settings.easingAfter(), now);
    return story.easing != before;
  }

  /** Whether the brand speaks for the first time since people were told, as far as is known. */
  private static boolean responds(Story story, @Nullable Instant ownMentionAt) {
    Instant alertedAt = story.alertedAt;
    if (ownMentionAt == null
        || alertedAt == null
        || story.respondedAt != null
        || ownMentionAt.isBefore(alertedAt)) {
      return false;
    }
    story.respondedAt = ownMentionAt;
    return true;
  }

  /** A silence may be ended early, by another one that takes its place. */
  private static Cause endsSilence(Lane lane, Story story, Cause cause, Instant now) {
    if (cause == Cause.RESOLVED
        || story.silencedUntil == null
        || Silences.until(lane.silences, story, now) != null) {
      return cause;
    }
    story.silencedUntil = null;
    return Cause.SILENCE_ENDED;
  }

  private void followToBaseline(BrandStep step, Story story) {
    IndicatorReading z = step.indicators().reading(Indicator.NEGATIVE_SHARE_Z.label());
    boolean usual = isNearExpectation(step) && (z == null || Math.abs(z.value()) <= 1);
    if (story.baselineAt == null) {
      story.baselineSince = since(usual, story.baselineSince, step.at());
    }
  }

  private boolean isNearExpectation(BrandStep step) {
    IndicatorReading volume = step.indicators().reading(Indicator.VOLUME.label());
    Double surprise = volume == null ? null : volume.surprise();
    return surprise == null || surprise < settings.quietSurprise();
  }

  // ---- revisions ----

  /** Weighs the story anew, and makes a revision if there is something to tell. */
  private @Nullable IncidentUpdate revise(Lane lane, Story story, Instant now, Cause cause) {
    double[] factors = story.open ? factors(lane, story, now) : story.toldFactors;
    Level before = story.level;
    double severity = story.open ? weigh(lane, story, factors, now, cause) : story.toldSeverity;
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
    story.toldFactors = factors;
    story.toldAt = now;
    boolean told = tells(lane, story, now, cause, before);
    String planned = story.open && lane.lastStep != null ? lane.lastStep.plannedEvent() : null;
    String summary =
        sentence(lane, story, now, wasQuiet)
            + notes.of(story, planned, isHeldAtWatch(lane, story), now);
    Incident incident = incident(story, severity, factors, now, summary, planned);
    return new IncidentUpdate(
        incident, told ? alert(incident, story).withLabels(labels(story)) : null);
  }

  private String sentence(Lane lane, Story story, Instant now, boolean wasQuiet) {
    if (story.merged != null) {
      return summary.merged(story, story.merged, now);
    }
    return story.open
        ? summary.open(story, lane.lastStep, now)
        : summary.resolved(story, now, wasQuiet);
  }

  /** The severity of an open story; its level follows. */
  private double weigh(Lane lane, Story story, double[] factors, Instant now, Cause cause) {
    long earned = settings.crisisAfter().toMillis();
    story.crisisEarned |=
        story.pressMentions >= settings.pressMentions()
            || story.heldMillis >= earned
            || story.platformsMillis >= earned;
    double severity = Severity.of(factors);
    severity = story.crisisEarned ? severity : Math.min(severity, settings.levels().unearned());
    story.peakSeverity = Math.max(story.peakSeverity, severity);
    boolean life = cause == Cause.OPENED || cause == Cause.RESOLVED;
    Level weighed = life ? settings.levels().of(severity) : level(story, severity, now);
    weighed = atMost(ceiling(story), weighed);
    weighed = cause == Cause.RESOLVED ? weighed : atLeast(floor(story), weighed);
    story.level = isHeldAtWatch(lane, story) ? atMost(Level.WATCH, weighed) : weighed;
    story.peakLevel = atLeast(story.peakLevel, story.level);
    return severity;
  }

  /** Whether a planned event during which the story began still runs. */
  private static boolean isHeldAtWatch(Lane lane, Story story) {
    return story.plannedEvent != null
        && (lane.lastStep == null || lane.lastStep.plannedEvent() != null);
  }

  /** Whether people are told of a revision; remembers what they were told, or not told. */
  private boolean tells(Lane lane, Story story, Instant now, Cause cause, Level before) {
    if (cause == Cause.MERGED || (cause == Cause.RESOLVED && story.merged == null)) {
      return policy.tellsEnd(story);
    }
    if (story.merged != null) {
      return false;
    }
    boolean again = cause == Cause.ESCALATED || cause == Cause.SILENCE_ENDED;
    boolean worthIt = again || cause == Cause.OPENED || story.level != before;
    if (!worthIt || !story.open) {
      return false;
    }
    Instant silencedUntil = Silences.until(lane.silences, story, now);
    if (silencedUntil != null) {
      boolean hides = story.level.compareTo(settings.alertFrom()) >= 0;
      story.silencedUntil = hides ? silencedUntil : story.silencedUntil;
      return false;
    }
    boolean told = again ? policy.tellsAgain(story, now) : policy.tellsLevel(story, now);
    if (told) {
      story.alertedAt = story.alertedAt == null ? now : story.alertedAt;
      boolean worse = cause == Cause.OPENED || story.level.compareTo(before) > 0;
      boolean waits = worse || cause == Cause.SILENCE_ENDED;
      story.waitingSince = waits ? now : story.waitingSince;
      story.silencedUntil = null;
    }
    return told;
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

  private static Level atMost(Level ceiling, Level level) {
    return level.compareTo(ceiling) <= 0 ? level : ceiling;
  }

  /** Up at once; down only when clearly below for some time. */
  private Level level(Story story, double severity, Instant now) {
    Level weighed = settings.levels().of(severity);
    if (weighed.compareTo(story.level) >= 0) {
      story.belowSince = null;
      return weighed;
    }
    boolean clearlyBelow = severity < settings.levels().from(story.level) - settings.levelMargin();
    story.belowSince = since(clearlyBelow, story.belowSince, now);
    if (!reached(story.belowSince, settings.levelDownAfter(), now)) {
      return story.level;
    }
    story.belowSince = null;
    return weighed;
  }

  private static Status status(Story story) {
    if (story.merged != null) {
      return Status.MERGED;
    }
    if (!story.open) {
      return Status.RESOLVED;
    }
    if (story.easing) {
      return Status.EASING;
    }
    if (story.acknowledgedAt != null) {
      return Status.ACKNOWLEDGED;
    }
    if (story.escalatedAt != null) {
      return Status.ESCALATED;
    }
    return story.wave > 1 ? Status.REOPENED : Status.OPEN;
  }

  private static Incident incident(
      Story story,
      double severity,
      double[] factors,
      Instant now,
      String summary,
      @Nullable String plannedEvent) {
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
        status(story),
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
        story.exercise,
        plannedEvent,
        Milestones.of(story));
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
