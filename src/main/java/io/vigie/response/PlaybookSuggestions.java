package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.incident.SuggestedPlaybook.HoldingStatement;
import io.vigie.incident.SuggestedPlaybook.Precedent;
import io.vigie.incident.SuggestedPlaybook.SimilarCase;
import io.vigie.response.Case.Result;
import io.vigie.response.PlaybookChooser.Choice;
import io.vigie.response.SimilarCases.Neighbour;
import io.vigie.response.SimilarCases.Part;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds to an alert the playbook that its evidence calls for. The alert alone decides, so the same
 * alert always gets the same suggestion, and its id stays what it was. A resolution gets none:
 * there is nothing to begin.
 */
public final class PlaybookSuggestions {

  /** Most tasks and most warnings that an alert shows. */
  static final int MAX_SHOWN = 4;

  /** Most similar cases that an alert shows. */
  static final int MAX_CASES = 3;

  private final PlaybookChooser chooser;
  private final DraftWriter drafts;
  private final @Nullable List<Case> cases;

  /**
   * Suggestions out of a set of playbooks.
   *
   * @param cases what is remembered; null = nothing, and nothing is said of it
   */
  public PlaybookSuggestions(PlaybookSet playbooks, @Nullable List<Case> cases) {
    this.cases = cases;
    chooser = new PlaybookChooser(playbooks);
    drafts = new DraftWriter(playbooks.contacts());
  }

  /** The alert with its suggestion; one of an end as it is. */
  public Alert addTo(Alert alert) {
    if (alert.status().isClosed()) {
      return alert;
    }
    Alert suggested = alert.withPlaybook(suggest(alert));
    SuggestedPlaybook playbook = suggested.playbook();
    return cases == null || playbook == null
        ? suggested
        : alert.withPlaybook(playbook.with(similar(suggested, cases)));
  }

  private static List<SimilarCase> similar(Alert alert, List<Case> cases) {
    return SimilarCases.of(CaseProfile.of(alert), cases, MAX_CASES).stream()
        .map(PlaybookSuggestions::told)
        .toList();
  }

  private static SimilarCase told(Neighbour neighbour) {
    Case found = neighbour.found();
    return new SimilarCase(
        found.id(),
        found.title(),
        neighbour.distance(),
        neighbour.parts().stream()
            .map(PlaybookSuggestions::alike)
            .collect(Collectors.joining("; ")),
        found.outcome(),
        precedents(neighbour, Result.HELPED),
        precedents(neighbour, Result.HURT));
  }

  private static String alike(Part part) {
    return part.here().equals(part.there())
        ? "same " + part.name() + ": " + part.here()
        : part.name() + ": " + part.here() + ", there " + part.there();
  }

  private static List<Precedent> precedents(Neighbour neighbour, Result result) {
    return SimilarCases.precedents(List.of(neighbour), result).stream()
        .limit(MAX_SHOWN)
        .map(one -> new Precedent(one.action().what(), one.action().evidence()))
        .toList();
  }

  private SuggestedPlaybook suggest(Alert alert) {
    Choice choice = chooser.choose(Clues.of(alert));
    Playbook playbook = choice.playbook();
    CrisisType type = playbook.crisisType();
    return new SuggestedPlaybook(
        playbook.id(),
        playbook.version(),
        playbook.scenario(),
        choice.why(),
        type == null ? null : type.label(),
        playbook.strategy().stream().map(Strategy::label).toList(),
        playbook.warnings().stream().limit(MAX_SHOWN).toList(),
        firstTasks(playbook, alert),
        new HoldingStatement(
            drafts.write(playbook, TemplateKind.HOLDING_STATEMENT, Language.FR, alert),
            drafts.write(playbook, TemplateKind.HOLDING_STATEMENT, Language.EN, alert)),
        null);
  }

  /** Deadlines run from the alert: each one tells of an opening or of another level. */
  private static List<FirstTask> firstTasks(Playbook playbook, Alert alert) {
    return playbook.tasksAt(alert.severityLevel()).stream()
        .limit(MAX_SHOWN)
        .map(task -> new FirstTask(task.task(), task.role(), alert.at().plus(task.within())))
        .toList();
  }
}
