package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sentences behind the summary: what a reader must know beside what is being said. */
final class StoryNotes {

  private static final int MAX_NAME = 120;

  private final Words words;

  StoryNotes(Words words) {
    this.words = words;
  }

  /**
   * The sentences, each led by a blank; empty if there is nothing to say.
   *
   * @param plannedEvent name of the one that runs, or null
   * @param held whether it keeps the incident at level watch
   */
  String of(Story story, @Nullable String plannedEvent, boolean held, Instant now) {
    StringBuilder notes = new StringBuilder();
    if (plannedEvent != null && story.open) {
      notes.append(words.say(" A planned event runs", " Un événement prévu est en cours"));
      notes.append(words.colon()).append(PlainText.oneLine(plannedEvent, MAX_NAME));
      if (held) {
        notes.append(words.semicolon());
        notes.append(
            words.say(
                "the level stays at watch until its end",
                "le niveau reste à vigilance jusqu’à sa fin"));
      }
      notes.append('.');
    }
    Instant alertedAt = story.alertedAt;
    if (story.open && now.equals(story.escalatedAt) && alertedAt != null) {
      notes
          .append(
              words.say(
                  " Nobody has acknowledged it for ", " Personne ne l’a pris en charge depuis "))
          .append(words.duration(Duration.between(alertedAt, now)))
          .append('.');
    }
    String outcome = story.outcome;
    if (!story.open && outcome != null) {
      notes.append(words.say(" Outcome", " Issue")).append(words.colon());
      notes.append(PlainText.oneLine(outcome, 2 * MAX_NAME)).append('.');
    }
    return notes.toString();
  }
}
