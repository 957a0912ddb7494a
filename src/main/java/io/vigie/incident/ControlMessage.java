package io.vigie.incident;

import io.vigie.signal.PlannedEvent;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person tells a running job. It takes effect at {@link #at} (event time), or as soon as the
 * story has come that far when it arrives. State record: {@link ControlReader} is the door at which
 * messages are checked.
 *
 * @param id unique: a message with an id that is known already does nothing
 * @param at when it takes effect; of {@link Type#RESPONDED} and {@link Type#TASK_DONE}, when it was
 *     done
 * @param issuedAt when it was made, by the clock of whoever made it
 * @param by who says so
 * @param incidentId the incident it is about; null for silences and planned events
 * @param silence of a {@link Type#SILENCE}, else null
 * @param plannedEvent of a {@link Type#PLANNED_EVENT}, else null
 * @param text outcome of a resolution, name of a task that is done, id of the incident that another
 *     is merged into; else null
 */
public record ControlMessage(
    String id,
    Type type,
    Instant at,
    Instant issuedAt,
    String by,
    @Nullable String incidentId,
    @Nullable Silence silence,
    @Nullable PlannedEvent plannedEvent,
    @Nullable String text)
    implements Serializable, Comparable<ControlMessage> {

  private static final long serialVersionUID = 1L;

  /** How long a message about an incident is remembered for an incident that comes later. */
  private static final Duration REMEMBERED = Duration.ofDays(7);

  /** How long after its end a silence or planned event is remembered. */
  private static final Duration AFTER_ITS_END = Duration.ofDays(1);

  /** What is said. */
  public enum Type {
    /** Somebody has taken an incident in hand. */
    ACKNOWLEDGE,
    /** Alerts of a brand are not wanted for a time. */
    SILENCE,
    /** A planned event beside those of events.yaml. */
    PLANNED_EVENT,
    /** An incident is over, or never was one. */
    RESOLVE,
    /** When the brand answered in public for the first time. */
    RESPONDED,
    /** A task of the playbook is done. */
    TASK_DONE,
    /** An incident belongs to another one. */
    MERGE;

    /** The type in JSON: kebab-case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What a silence or planned event that concerns every brand is kept under. */
  public static final String EVERY_BRAND = "brand *";

  /** What a message about an incident is kept under. */
  public static String ofIncident(String incidentId) {
    return "incident " + incidentId;
  }

  /** What a message about a brand is kept under. */
  public static String ofBrand(String brand) {
    return "brand " + brand;
  }

  /** What it is about: keys under which it is kept, so that nobody searches all of them. */
  public List<String> targets() {
    if (silence != null) {
      return List.of(ofBrand(silence.brand()));
    }
    if (plannedEvent != null) {
      return plannedEvent.brands().isEmpty()
          ? List.of(EVERY_BRAND)
          : plannedEvent.brands().stream().map(ControlMessage::ofBrand).toList();
    }
    return List.of(ofIncident(String.valueOf(incidentId)));
  }

  /** When it can no longer matter (event time). */
  public Instant forgetAt() {
    if (silence != null) {
      return later(at, silence.until()).plus(AFTER_ITS_END);
    }
    if (plannedEvent != null) {
      // its time stays out of the baselines for as long as they look back
      Instant until = plannedEvent.until();
      Instant end =
          !plannedEvent.weekly()
              ? plannedEvent.to()
              : until == null ? plannedEvent.from().plus(Duration.ofDays(366)) : until;
      return later(at, end).plus(Duration.ofDays(15));
    }
    return at.plus(REMEMBERED);
  }

  /** In the order in which they take effect; equal times by id. */
  @Override
  public int compareTo(ControlMessage other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : id.compareTo(other.id);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
