package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the present wave of an incident was noticed, taken in hand, answered and over. All times
 * are event time, or as people told them on the control stream; what has not happened is null.
 *
 * @param onsetAt when the volume began to be unusual (surprise of 2 or more without a break until
 *     the match), or else when the first signal began
 * @param alertedAt when people were first told
 * @param escalatedAt when they were last told that nobody had acknowledged it
 * @param acknowledgedAt when somebody took it in hand
 * @param acknowledgedBy who
 * @param respondedAt when the brand first answered in public: as somebody said, or else its own
 *     first post after people were told, reposts aside
 * @param respondedBy who said so; null if such a post was seen
 * @param resolvedBy who resolved it by hand
 * @param outcome what they said came of it
 * @param baselineAt since when volume (surprise below 2) and negative share (within one standard
 *     deviation) have been usual for six hours
 * @param tasks what was done, in the order in which it was told
 * @param merged that it belongs to another incident, as somebody told
 */
public record Milestones(
    @Nullable Instant onsetAt,
    @Nullable Instant alertedAt,
    @Nullable Instant escalatedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant respondedAt,
    @Nullable String respondedBy,
    @Nullable String resolvedBy,
    @Nullable String outcome,
    @Nullable Instant baselineAt,
    List<TaskDone> tasks,
    @Nullable Merge merged) {

  /** Nothing has happened. */
  public static final Milestones NONE =
      new Milestones(null, null, null, null, null, null, null, null, null, null, List.of(), null);

  /**
   * A task of the playbook that is done.
   *
   * @param task its name, as told
   * @param by who did it
   * @param at when
   */
  public record TaskDone(String task, String by, Instant at) {}

  /**
   * That an incident belongs to another.
   *
   * @param into id of the other
   * @param by who said so
   * @param at when
   */
  public record Merge(String into, String by, Instant at) {}

  static Milestones of(Story story) {
    return new Milestones(
        story.onsetAt,
        story.alertedAt,
        story.escalatedAt,
        story.acknowledgedAt,
        story.acknowledgedBy,
        story.respondedAt,
        story.respondedBy,
        story.resolvedBy,
        story.outcome,
        story.baselineAt,
        List.copyOf(story.tasks),
        story.merged);
  }

  /** Seconds from the onset to the first alert (TTD), or null. */
  public @Nullable Long toDetect() {
    return seconds(onsetAt, alertedAt);
  }

  /** Seconds from the first alert until somebody took it in hand (TTA), or null. */
  public @Nullable Long toAcknowledge() {
    return seconds(alertedAt, acknowledgedAt);
  }

  /**
   * Seconds from the first alert to the first public response (TTR), or null; negative if the brand
   * had answered before it was told.
   */
  public @Nullable Long toRespond() {
    return seconds(alertedAt, respondedAt);
  }

  /** Seconds from the onset to the return to the baseline (RTB), or null. */
  public @Nullable Long toBaseline() {
    return seconds(onsetAt, baselineAt);
  }

  private static @Nullable Long seconds(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : Duration.between(from, to).toSeconds();
  }
}
