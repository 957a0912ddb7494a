package io.vigie.cli.drill;

import io.vigie.incident.ControlMessage;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.incident.Level;
import io.vigie.response.Playbook;
import io.vigie.response.TaskNames;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invented cell for a drill that is only to be watched: it acknowledges, does the tasks of the
 * playbook one after the other, answers in public once the holding statement is out, and closes.
 */
final class PlayedCell {

  private static final String BY = "invented-cell";
  private static final String STATEMENT = "holding statement";

  /** A control message names a task in so many characters at most. */
  private static final int MAX_TASK = 256;

  private final String incidentId;
  private final Playbook playbook;
  private final Set<String> done = new HashSet<>();
  private boolean acknowledged;
  private boolean answers;
  private boolean answered;

  PlayedCell(String incidentId, Playbook playbook) {
    this.incidentId = incidentId;
    this.playbook = playbook;
  }

  /**
   * Its next deed.
   *
   * @param at when it is done
   * @param issuedAt the clock
   * @param level the highest level so far: it says which tasks there are
   * @param mayClose whether the crisis is over
   * @return null if there is nothing to do now
   */
  @Nullable ControlMessage next(Instant at, Instant issuedAt, Level level, boolean mayClose) {
    if (!acknowledged) {
      acknowledged = true;
      return message(Type.ACKNOWLEDGE, at, issuedAt, null);
    }
    if (answers && !answered) {
      answered = true;
      return message(Type.RESPONDED, at, issuedAt, null);
    }
    for (Playbook.Task task : playbook.tasksAt(level)) {
      if (done.add(task.task())) {
        answers |= TaskNames.means(STATEMENT, task.task());
        String name = task.task();
        return message(
            Type.TASK_DONE, at, issuedAt, name.substring(0, Math.min(MAX_TASK, name.length())));
      }
    }
    return mayClose ? message(Type.RESOLVE, at, issuedAt, "the drill is over") : null;
  }

  private ControlMessage message(Type type, Instant at, Instant issuedAt, @Nullable String text) {
    return new ControlMessage(
        UUID.randomUUID().toString(), type, at, issuedAt, BY, incidentId, null, null, text);
  }
}
