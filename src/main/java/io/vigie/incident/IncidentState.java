package io.vigie.incident;

import io.vigie.incident.Evidence.SignalEvidence;
import io.vigie.incident.Milestones.Merge;
import io.vigie.incident.Milestones.TaskDone;
import io.vigie.mention.Retraction;
import io.vigie.scoring.Excerpt;
import io.vigie.signal.IndicatorStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tracker remembers of one brand. A plain object that Flink keeps in state: public fields,
 * and nothing that needs a generic serializer. Only {@link IncidentTracker} writes to it.
 *
 * <p>Bounded: at most two lanes, each with at most one story, {@link #MAX_RECENT} counted steps,
 * {@link #MAX_SIGNALS} signals, {@link #MAX_MENTIONS} excerpts (twice: of late, and of the story)
 * and {@link #MAX_PLATFORMS} platforms.
 */
public final class IncidentState {

  /** Steps with mentions that are remembered before a match: two hours of one-minute steps. */
  public static final int MAX_RECENT = 120;

  /** Signals that are followed, and signals in an incident's evidence. */
  public static final int MAX_SIGNALS = 20;

  /** Excerpts in an incident's evidence. */
  public static final int MAX_MENTIONS = 10;

  /** Platforms counted apart; the mentions of any more are counted as {@link #OTHER_PLATFORMS}. */
  public static final int MAX_PLATFORMS = 20;

  /** Patterns named in an incident. */
  public static final int MAX_PATTERNS = 20;

  /** Control messages that are noted of one incident. */
  public static final int MAX_CONTROL = 200;

  /** Tasks of one incident that are noted as done. */
  public static final int MAX_TASKS = 50;

  /** Stands for the platforms beyond the first {@link #MAX_PLATFORMS}. */
  public static final String OTHER_PLATFORMS = "other";

  /** What really happens. */
  public @Nullable Lane real;

  /** What a drill makes happen: apart, so that a drill never hides or swells a real incident. */
  public @Nullable Lane exercise;

  /** Silences of the brand: known from the control stream, not kept here. */
  private transient List<ControlMessage> silences = List.of();

  /** Whether an incident is remembered, open or not. */
  public boolean hasStory() {
    return (real != null && real.story != null) || (exercise != null && exercise.story != null);
  }

  /** Tells what the control stream says of the brand; to be told anew whenever it is used. */
  public void steer(List<ControlMessage> aboutTheBrand) {
    silences = aboutTheBrand;
    if (real != null) {
      real.silences = aboutTheBrand;
    }
  }

  /** The lane of an incident, or null if it is not remembered. */
  @Nullable Lane laneOf(String incidentId) {
    for (Lane lane : new Lane[] {real, exercise}) {
      if (lane != null && lane.story != null && lane.story.incidentId.equals(incidentId)) {
        return lane;
      }
    }
    return null;
  }

  /** Ids of the incidents that are remembered, at most two. */
  public List<String> incidentIds() {
    List<String> ids = new ArrayList<>(2);
    for (Lane lane : new Lane[] {real, exercise}) {
      if (lane != null && lane.story != null) {
        ids.add(lane.story.incidentId);
      }
    }
    return ids;
  }

  /** Whether nothing is remembered any more, so that the state may be dropped. */
  public boolean forgettable() {
    return real == null && exercise == null;
  }

  /** Incidents that are open and not merged into another, drills among them: 0 to 2. */
  public int openCount() {
    int count = 0;
    for (Lane lane : new Lane[] {real, exercise}) {
      Story story = lane == null ? null : lane.story;
      count += story != null && story.open && story.merged == null ? 1 : 0;
    }
    return count;
  }

  /** Start of the open incident that is real, or null if there is none. */
  public @Nullable Instant openSince() {
    Story story = real == null ? null : real.story;
    return story == null || !story.open ? null : story.startedAt;
  }

  /** Removes what was deleted or edited; the lanes whose story had it. */
  List<Lane> retract(Retraction retraction) {
    List<Lane> had = new ArrayList<>(2);
    for (Lane lane : new Lane[] {real, exercise}) {
      if (lane == null) {
        continue;
      }
      Story story = lane.story;
      if (story != null && story.mentions.stream().anyMatch(kept -> isGone(kept, retraction))) {
        story.mentions = without(retraction, story.mentions);
        had.add(lane);
      }
      if (lane.mentions.stream().anyMatch(kept -> isGone(kept, retraction))) {
        lane.mentions = without(retraction, lane.mentions);
      }
    }
    return had;
  }

  private static boolean isGone(Excerpt kept, Retraction retraction) {
    return retraction.isOf(kept.id(), kept.platform())
        && retraction.voids(kept.text())
        && !Retraction.isTrace(kept.text());
  }

  /** Another list: what was told before may still hold this one. */
  private static List<Excerpt> without(Retraction retraction, List<Excerpt> mentions) {
    List<Excerpt> rest = new ArrayList<>(mentions);
    rest.replaceAll(kept -> isGone(kept, retraction) ? kept.retracted(retraction) : kept);
    return rest;
  }

  Lane laneFor(boolean isExercise) {
    if (isExercise) {
      exercise = exercise == null ? new Lane() : exercise;
      return exercise;
    }
    real = real == null ? new Lane() : real;
    real.silences = silences;
    return real;
  }

  /** The real or the exercise side of a brand. */
  public static final class Lane {
    /** Last step seen, or null before the first. */
    public @Nullable IndicatorStep lastStep;

    /** Since when the volume has been unusual without a break, or null. */
    public @Nullable Instant unusualSince;

    /** Silences: what is real can be silenced, a drill cannot. */
    transient List<ControlMessage> silences = List.of();

    /** Severity inputs, each at its decayed peak, in the order of {@link Severity.Factor}. */
    public double[] inputs = new double[0];

    /** Counts of the latest steps that had mentions, oldest first. */
    public List<StepCount> recent = new ArrayList<>();

    /** Weightiest mentions of late, weightiest first. */
    public List<Excerpt> mentions = new ArrayList<>();

    /** Signals now held, by name. */
    public Map<String, HeldSignal> held = new HashMap<>();

    /** The open incident, or the last one while it can be reopened, or null. */
    public @Nullable Story story;
  }

  /**
   * Counts of one step.
   *
   * @param at end of the step
   * @param firstMentionAt its earliest mention, or null
   * @param mentionsByPlatform its mentions
   * @param negative those of them that are negative, by the negative part of the last hour
   */
  public record StepCount(
      Instant at,
      @Nullable Instant firstMentionAt,
      Map<String, Long> mentionsByPlatform,
      double negative) {}

  /**
   * A signal that is held.
   *
   * @param since when its condition became true
   * @param heardAt when it was last said to fire or hold
   */
  public record HeldSignal(Instant since, Instant heardAt) {}

  /**
   * An alert that was emitted.
   *
   * @param at its step
   * @param level its level
   */
  public record ToldLevel(Instant at, Level level) {}

  /** The incident of a lane: its identity, what was counted, and where its life stands. */
  public static final class Story {
    public String brand = "";
    public boolean exercise;
    public String incidentId = "";

    /** Pattern of the first match, with its version: part of every alert's id. */
    public String patternId = "";

    public int patternVersion;

    public boolean open;

    /** 1, and one more for each reopening. */
    public int wave;

    public int revision;
    public Instant startedAt = Instant.EPOCH;
    public Instant detectedAt = Instant.EPOCH;

    /** Time of the last match. */
    public Instant matchedAt = Instant.EPOCH;

    public @Nullable Instant firstMentionAt;
    public @Nullable Instant resolvedAt;
    public List<String> patterns = new ArrayList<>();
    public List<SignalEvidence> signals = new ArrayList<>();
    public List<Excerpt> mentions = new ArrayList<>();
    public Map<String, Long> mentionsByPlatform = new HashMap<>();
    public double negative;

    /** Start of the present wave; the four that follow count from here. */
    public Instant waveStartedAt = Instant.EPOCH;

    public long pressMentions;

    /** Time in which a signal of the incident was held, milliseconds. */
    public long heldMillis;

    /** Time in which several platforms were surprising, milliseconds. */
    public long platformsMillis;

    /** Whether level crisis has been earned (press, platforms or hours); kept until resolved. */
    public boolean crisisEarned;

    public double peakSeverity;

    /** Highest level that it had. */
    public Level peakLevel = Level.INFO;

    public Level level = Level.INFO;

    /** Since when the severity is clearly below the level, or null. */
    public @Nullable Instant belowSince;

    /** Since when all is quiet, or null. */
    public @Nullable Instant quietSince;

    /** Since when none of its signals is held, or null. */
    public @Nullable Instant signalFreeSince;

    /** Severity and step of the last revision. */
    public double toldSeverity;

    /** What it was made of. */
    public double[] toldFactors = new double[0];

    public Instant toldAt = Instant.EPOCH;

    /** Whether people were ever told of it. */
    public boolean everAlerted;

    /** Time of the match with which the present wave began; what follows is of this wave. */
    public Instant waveMatchedAt = Instant.EPOCH;

    /** Name of the planned event during which it began and which keeps it at watch, or null. */
    public @Nullable String plannedEvent;

    /** As in {@link Milestones}. */
    public @Nullable Instant onsetAt;

    public @Nullable Instant alertedAt;
    public @Nullable Instant escalatedAt;
    public @Nullable Instant acknowledgedAt;
    public @Nullable String acknowledgedBy;
    public @Nullable Instant respondedAt;
    public @Nullable String respondedBy;
    public @Nullable String resolvedBy;
    public @Nullable String outcome;
    public @Nullable Instant baselineAt;

    /** Since when volume and negative share are usual, or null. */
    public @Nullable Instant baselineSince;

    /** Alert that nobody has acknowledged, or null. */
    public @Nullable Instant waitingSince;

    /** End of the silence that has hidden an alert, or null. */
    public @Nullable Instant silencedUntil;

    /** Whether none of its signals has been held for a while. */
    public boolean easing;

    /** Tasks done, over all waves. */
    public List<TaskDone> tasks = new ArrayList<>();

    /** Ids of the control messages that were heard. */
    public List<String> control = new ArrayList<>();

    /** Alerts of the last hour, oldest first. */
    public List<ToldLevel> alerts = new ArrayList<>();

    /** That this wave belongs to another incident, and tells no alerts of its own; or null. */
    public @Nullable Merge merged;

    long mentionCount() {
      long sum = 0;
      for (long count : mentionsByPlatform.values()) {
        sum += count;
      }
      return sum;
    }
  }
}
