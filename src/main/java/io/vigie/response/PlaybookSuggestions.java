package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Status;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.incident.SuggestedPlaybook.HoldingStatement;
import io.vigie.response.PlaybookChooser.Choice;
import java.util.List;

/**
 * Adds to an alert the playbook that its evidence calls for. The alert alone decides, so the same
 * alert always gets the same suggestion, and its id stays what it was. A resolution gets none:
 * there is nothing to begin.
 */
public final class PlaybookSuggestions {

  /** Most tasks and most warnings that an alert shows. */
  static final int MAX_SHOWN = 4;

  private final PlaybookChooser chooser;
  private final DraftWriter drafts;

  /** Suggestions out of a set of playbooks. */
  public PlaybookSuggestions(PlaybookSet playbooks) {
    chooser = new PlaybookChooser(playbooks);
    drafts = new DraftWriter(playbooks.contacts());
  }

  /** The alert with its suggestion; a resolution as it is. */
  public Alert addTo(Alert alert) {
    return alert.status() == Status.RESOLVED ? alert : alert.withPlaybook(suggest(alert));
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
            drafts.write(playbook, TemplateKind.HOLDING_STATEMENT, Language.EN, alert)));
  }

  /** Deadlines run from the alert: each one tells of an opening or of another level. */
  private static List<FirstTask> firstTasks(Playbook playbook, Alert alert) {
    return playbook.tasksAt(alert.severityLevel()).stream()
        .limit(MAX_SHOWN)
        .map(task -> new FirstTask(task.task(), task.role(), alert.at().plus(task.within())))
        .toList();
  }
}
