package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which silence hides a story's alerts. Of several about one pattern (or about all of a brand) that
 * were told by then, the latest counts: so one can be ended early by another that is over.
 */
final class Silences {

  /** Key of silences that are about every pattern. */
  private static final String EVERY_PATTERN = "";

  private Silences() {}

  /**
   * Until when alerts of a story are hidden, or null if they are not.
   *
   * @param told messages about the brand, in the order in which they take effect
   */
  static @Nullable Instant until(List<ControlMessage> told, Story story, Instant now) {
    if (told.isEmpty()) {
      return null;
    }
    Map<String, Silence> inForce = new HashMap<>();
    for (ControlMessage message : told) {
      Silence silence = message.silence();
      if (silence != null && !message.at().isAfter(now)) {
        String pattern = silence.pattern();
        inForce.put(pattern == null ? EVERY_PATTERN : pattern, silence);
      }
    }
    inForce.values().removeIf(silence -> !silence.isOn(now) || !hides(silence, story));
    Silence ofAll = inForce.get(EVERY_PATTERN);
    if (ofAll != null) {
      return ofAll.until();
    }
    return ofEachPattern(inForce, story);
  }

  /** A story of several patterns is hidden if each of them is. */
  private static @Nullable Instant ofEachPattern(Map<String, Silence> inForce, Story story) {
    Instant until = null;
    for (String pattern : story.patterns) {
      Silence silence = inForce.get(pattern);
      if (silence == null) {
        return null;
      }
      until = until == null || silence.until().isBefore(until) ? silence.until() : until;
    }
    return until;
  }

  private static boolean hides(Silence silence, Story story) {
    return story.level != Level.CRISIS || silence.evenCrisis();
  }
}
