package io.vigie.pattern;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as its analyst wrote it.
 *
 * @param id its name, kebab-case; also part of an operator uid, so renaming it is a new pattern
 * @param version from 1, raised with each change that matters
 * @param description one sentence, shown in alerts
 * @param sequence what must happen, in order; 1 to {@link #MAX_STEPS} steps
 * @param within the whole sequence must take less than this; more than 0, at most {@link
 *     #MAX_WITHIN}
 * @param cooldown for how long after a match of a brand no other one of this pattern is told
 * @param afterMatch what is forgotten when it has matched
 * @param severityAtLeast lowest level that an incident with this pattern has, or null
 * @param severityAtMost highest level of an incident that has no other patterns, or null
 * @param opens whether a match opens an incident, or reopens one; if not, it only joins an open one
 * @param plannedEvents what a match does while a planned event of the brand runs
 * @param labels free words for routing and reports
 * @param falsePositives what else looks like this, for whoever receives the alert; at least one
 * @param gaps crises of this kind that the pattern is known to miss
 * @param runbook the page that says what to do, as written in the file
 * @param line where the pattern stands in its file
 */
public record PatternSpec(
    String id,
    int version,
    Status status,
    String description,
    List<SequenceStep> sequence,
    Duration within,
    Duration cooldown,
    AfterMatch afterMatch,
    @Nullable LevelLimit severityAtLeast,
    @Nullable LevelLimit severityAtMost,
    boolean opens,
    PlannedEventBehaviour plannedEvents,
    Map<String, String> labels,
    List<String> falsePositives,
    List<String> gaps,
    String runbook,
    String file,
    int line) {

  public static final int MAX_STEPS = 10;
  public static final Duration MAX_WITHIN = Duration.ofDays(7);

  /** How far a pattern is trusted. Patterns of every status run. */
  public enum Status {
    /** On trial: an incident of experimental patterns alone stays at level watch. */
    EXPERIMENTAL,
    STABLE,
    /** To be replaced; runs like a stable one. */
    DEPRECATED
  }

  /** What is forgotten when a sequence is complete. */
  public enum AfterMatch {
    /** All that began before the last signal of the match. */
    SKIP_PAST_LAST,
    /** Only what began with the same signal; later beginnings may match with what comes. */
    SKIP_TO_NEXT
  }

  /** A limit of level. Crisis is not among them: that needs more than one pattern. */
  public enum LevelLimit {
    WATCH,
    INCIDENT
  }

  /** The level above which incidents of this pattern alone do not rise, or null for none. */
  public @Nullable LevelLimit ceiling() {
    return status == Status.EXPERIMENTAL ? LevelLimit.WATCH : severityAtMost;
  }

  /**
   * Whether it waits for a silence: its last step is an absent one, so it matches when its time is
   * over.
   */
  public boolean endsInAbsence() {
    return !sequence.isEmpty() && sequence.get(sequence.size() - 1).absent();
  }

  /** Names of the signals in the sequence, in the order in which they first appear. */
  public Set<String> signals() {
    Set<String> names = new LinkedHashSet<>();
    sequence.forEach(step -> names.addAll(step.signals()));
    return names;
  }
}
