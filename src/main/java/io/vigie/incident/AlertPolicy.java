package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import io.vigie.incident.IncidentState.ToldLevel;
import java.time.Duration;
import java.time.Instant;

/**
 * Which revisions people are told of: an opening, a changed level and a reopening at the level of
 * {@link IncidentSettings#alertFrom} or above, and the resolution of whatever they were told of. Of
 * one that was merged into another, that is the last word while its story lasts. Smaller revisions
 * are for the ledger only, and so is a fall below that level. A flood is a defect: alerts of one
 * incident are bounded per hour, but never so that something worse than all that was told in that
 * hour stays unsaid.
 */
final class AlertPolicy {

  private static final Duration HOUR = Duration.ofHours(1);

  private final IncidentSettings settings;

  AlertPolicy(IncidentSettings settings) {
    this.settings = settings;
  }

  /** Whether to tell people of a changed level, and remembers it if so. */
  boolean tellsLevel(Story story, Instant now) {
    if (story.level.compareTo(settings.alertFrom()) < 0) {
      return false;
    }
    Instant hourAgo = now.minus(HOUR);
    story.alerts.removeIf(told -> !told.at().isAfter(hourAgo));
    boolean bounded =
        story.alerts.size() >= settings.maxAlertsPerHour()
            && story.alerts.stream().anyMatch(told -> told.level().compareTo(story.level) >= 0);
    if (bounded) {
      return false;
    }
    story.alerts.add(new ToldLevel(now, story.level));
    story.everAlerted = true;
    return true;
  }

  /**
   * Whether to tell people again of what they may have missed, and remembers it if so. This is
   * never held back by their number: it happens once for each level or silence.
   */
  boolean tellsAgain(Story story, Instant now) {
    if (story.level.compareTo(settings.alertFrom()) < 0) {
      return false;
    }
    story.alerts.add(new ToldLevel(now, story.level));
    story.everAlerted = true;
    return true;
  }

  /** Whether to tell people that an incident is over, or that another tells of it from now on. */
  boolean tellsEnd(Story story) {
    return story.everAlerted;
  }
}
