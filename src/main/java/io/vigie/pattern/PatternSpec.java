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
 * @param severityAtLeast lowest level that an incident with this pattern has, or null
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
    @Nullable Floor severityAtLeast,
    Map<String, String> labels,
    List<String> falsePositives,
    List<String> gaps,
    String runbook,
    String file,
    int line) {

  public static final int MAX_STEPS = 10;
  public static final Duration MAX_WITHIN = Duration.ofDays(7);

  /** How far a pattern is trusted. Patterns of every status run; it is for people. */
  public enum Status {
    EXPERIMENTAL,
    STABLE,
    DEPRECATED
  }

  /** A lowest level for incidents. Crisis is not among them: that needs more than one pattern. */
  public enum Floor {
    WATCH,
    INCIDENT
  }

  /** Names of the signals in the sequence, in the order in which they first appear. */
  public Set<String> signals() {
    Set<String> names = new LinkedHashSet<>();
    sequence.forEach(step -> names.add(step.signal()));
    return names;
  }
}
