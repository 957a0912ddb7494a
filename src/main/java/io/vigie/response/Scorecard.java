package io.vigie.response;

import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Milestones;
import io.vigie.incident.Milestones.TaskDone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a drill went: how long it took to detect, to acknowledge and to answer, and which tasks of
 * the playbook were done in time.
 *
 * @param highest highest level reached
 * @param toDetect from the first mention of the drill to the first alert, or null if nobody was
 *     told
 * @param toAcknowledge from the first alert until somebody took it in hand, or null
 * @param toRespond from the first alert to the first public answer, or null
 * @param tasks of the playbook at the highest level reached, by deadline
 */
public record Scorecard(
    Incident incident,
    Level highest,
    Playbook playbook,
    @Nullable Duration toDetect,
    @Nullable Duration toAcknowledge,
    @Nullable Duration toRespond,
    List<TaskResult> tasks) {

  /** How one task went. */
  public enum Outcome {
    IN_TIME,
    LATE,
    NOT_DONE
  }

  /**
   * One task of the playbook.
   *
   * @param after from the first alert until it was told to be done, or null
   */
  public record TaskResult(Playbook.Task task, Outcome outcome, @Nullable Duration after) {}

  /**
   * The scorecard of a drill.
   *
   * @param incident the last revision of the drill's incident
   * @param highest highest level of any of its revisions: at its end it is low again
   * @param injectedAt when the first mention of the drill was made
   */
  public static Scorecard of(
      Incident incident, Level highest, Playbook playbook, Instant injectedAt) {
    Milestones milestones = incident.milestones();
    Instant alerted = milestones.alertedAt();
    List<TaskResult> tasks = new ArrayList<>();
    for (Playbook.Task task : playbook.tasksAt(highest)) {
      tasks.add(result(task, milestones.tasks(), injectedAt, alerted));
    }
    return new Scorecard(
        incident,
        highest,
        playbook,
        between(injectedAt, alerted),
        between(alerted, milestones.acknowledgedAt()),
        between(alerted, milestones.respondedAt()),
        List.copyOf(tasks));
  }

  /** Tasks that were done in time. */
  public long inTime() {
    return tasks.stream().filter(task -> task.outcome() == Outcome.IN_TIME).count();
  }

  /** What was done before the drill began was done in an earlier one. */
  private static TaskResult result(
      Playbook.Task task, List<TaskDone> done, Instant injectedAt, @Nullable Instant alerted) {
    for (TaskDone one : done) {
      boolean counts = alerted != null && !one.at().isBefore(injectedAt);
      if (counts && TaskNames.means(one.task(), task.task())) {
        Duration after = Duration.between(alerted, one.at());
        return new TaskResult(
            task, after.compareTo(task.within()) <= 0 ? Outcome.IN_TIME : Outcome.LATE, after);
      }
    }
    return new TaskResult(task, Outcome.NOT_DONE, null);
  }

  private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : Duration.between(from, to);
  }
}
