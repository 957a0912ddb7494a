package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import io.vigie.incident.Milestones.Merge;
import io.vigie.incident.Milestones.TaskDone;

/** What a control message about an incident does to its story. */
final class StoryControl {

  /** What came of it. */
  enum Effect {
    NOTHING,
    /** Something for the ledger. */
    NOTED,
    RESOLVES,
    MERGES
  }

  private StoryControl() {}

  /**
   * Applies a message, once.
   *
   * @param story changed
   */
  static Effect apply(ControlMessage message, Story story) {
    if (story.control.contains(message.id()) || story.control.size() >= IncidentState.MAX_CONTROL) {
      return Effect.NOTHING;
    }
    story.control.add(message.id());
    return switch (message.type()) {
      case ACKNOWLEDGE -> acknowledge(message, story);
      case RESOLVE -> resolve(message, story);
      case RESPONDED -> responded(message, story);
      case TASK_DONE -> taskDone(message, story);
      case MERGE -> merge(message, story);
      case SILENCE, PLANNED_EVENT -> Effect.NOTHING;
    };
  }

  /** Whether a message that is heard late was about a wave that is over. */
  private static boolean isOfAnEarlierWave(ControlMessage message, Story story) {
    return story.wave > 1 && message.at().isBefore(story.waveMatchedAt);
  }

  private static Effect acknowledge(ControlMessage message, Story story) {
    if (!story.open || story.acknowledgedAt != null || isOfAnEarlierWave(message, story)) {
      return Effect.NOTHING;
    }
    boolean early = message.at().isBefore(story.waveMatchedAt);
    story.acknowledgedAt = early ? story.waveMatchedAt : message.at();
    story.acknowledgedBy = message.by();
    return Effect.NOTED;
  }

  private static Effect resolve(ControlMessage message, Story story) {
    if (!story.open || isOfAnEarlierWave(message, story)) {
      return Effect.NOTHING;
    }
    story.resolvedBy = message.by();
    story.outcome = message.text();
    return Effect.RESOLVES;
  }

  /** One that is over may be merged too: then it is nobody's case but that of the other. */
  private static Effect merge(ControlMessage message, Story story) {
    String into = String.valueOf(message.text());
    Merge before = story.merged;
    boolean known = before != null && before.into().equals(into);
    if (known || into.equals(story.incidentId) || isOfAnEarlierWave(message, story)) {
      return Effect.NOTHING;
    }
    story.merged = new Merge(into, message.by(), message.at());
    story.waitingSince = null;
    story.silencedUntil = null;
    return before == null && story.open ? Effect.MERGES : Effect.NOTED;
  }

  /** What somebody says counts for more than a post of the brand that was seen. */
  private static Effect responded(ControlMessage message, Story story) {
    if (story.respondedBy != null) {
      return Effect.NOTHING;
    }
    story.respondedAt = message.at();
    story.respondedBy = message.by();
    return Effect.NOTED;
  }

  private static Effect taskDone(ControlMessage message, Story story) {
    String task = String.valueOf(message.text());
    boolean known = story.tasks.stream().anyMatch(done -> done.task().equals(task));
    if (known || story.tasks.size() >= IncidentState.MAX_TASKS) {
      return Effect.NOTHING;
    }
    story.tasks.add(new TaskDone(task, message.by(), message.at()));
    return Effect.NOTED;
  }
}
