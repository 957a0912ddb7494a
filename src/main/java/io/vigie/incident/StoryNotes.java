package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sentences behind the summary: what a reader must know beside what is being said. */
final class StoryNotes {

  private static final int MAX_NAME = 120;

  private StoryNotes() {}

  /**
   * The sentences, each led by a blank; empty if there is nothing to say.
   *
   * @param plannedEvent name of the one that runs, or null
   * @param held whether it keeps the incident at level watch
   */
  static String of(Story story, @Nullable String plannedEvent, boolean held, Instant now) {
    StringBuilder notes = new StringBuilder();
    if (plannedEvent != null && story.open) {
      notes.append(" A planned event runs: ").append(PlainText.oneLine(plannedEvent, MAX_NAME));
      notes.append(held ? "; the level stays at watch until its end." : ".");
    }
    Instant alertedAt = story.alertedAt;
    if (story.open && now.equals(story.escalatedAt) && alertedAt != null) {
      notes
          .append(" Nobody has acknowledged it for ")
          .append(Summary.duration(Duration.between(alertedAt, now)))
          .append('.');
    }
    String outcome = story.outcome;
    if (!story.open && outcome != null) {
      notes.append(" Outcome: ").append(PlainText.oneLine(outcome, 2 * MAX_NAME)).append('.');
    }
    return notes.toString();
  }
}
