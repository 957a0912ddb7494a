package io.vigie.incident;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alert suggests to do: the playbook that fits, why it was chosen, and what comes first.
 *
 * @param id id of the playbook
 * @param version its version
 * @param scenario what seems to have happened, kebab-case; general where no scenario fits
 * @param why what of the evidence speaks for it, in one sentence
 * @param crisisType suggested type after SCCT (victim, accidental or preventable), or null where
 *     the assessment must tell
 * @param strategy what the response does, in order: inform, instruct, deny, diminish, rebuild,
 *     bolster
 * @param warnings what must not be done
 * @param firstTasks the tasks that are due first at the alert's level, by deadline
 * @param holdingStatement drafts of a first statement
 */
public record SuggestedPlaybook(
    String id,
    int version,
    String scenario,
    String why,
    @Nullable String crisisType,
    List<String> strategy,
    List<String> warnings,
    List<FirstTask> firstTasks,
    HoldingStatement holdingStatement) {

  /**
   * Something to do soon.
   *
   * @param task in the imperative
   * @param role who does it
   * @param dueAt the alert's time plus what the playbook allows (event time)
   */
  public record FirstTask(String task, String role, Instant dueAt) {}

  /**
   * Drafts of a first statement, marked as such, for a person to finish.
   *
   * @param fr in French
   * @param en in English
   */
  public record HoldingStatement(String fr, String en) {}
}
