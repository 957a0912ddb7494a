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
 * @param similarCases the past cases that the incident is like, nearest first; empty if none is,
 *     null if the job has no memory
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
    HoldingStatement holdingStatement,
    @Nullable List<SimilarCase> similarCases) {

  /** The same with what is remembered. */
  public SuggestedPlaybook with(List<SimilarCase> cases) {
    return new SuggestedPlaybook(
        id,
        version,
        scenario,
        why,
        crisisType,
        strategy,
        warnings,
        firstTasks,
        holdingStatement,
        cases);
  }

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

  /**
   * A past case that the incident is like.
   *
   * @param id its name
   * @param title one line
   * @param distance 0 the same; the farthest that still counts is 0.4
   * @param alike by what they were compared, in words, nearest first
   * @param outcome what came of it, or empty
   * @param helped what went well there
   * @param hurt what went badly there
   */
  public record SimilarCase(
      String id,
      String title,
      double distance,
      String alike,
      String outcome,
      List<Precedent> helped,
      List<Precedent> hurt) {}

  /**
   * Something that was done in a past case.
   *
   * @param what in one sentence
   * @param evidence what speaks for its result
   */
  public record Precedent(String what, String evidence) {}
}
