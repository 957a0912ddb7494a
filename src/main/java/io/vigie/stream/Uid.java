package io.vigie.stream;

import java.util.Locale;

/**
 * The uid of every operator, by its role. A uid ties an operator to its state in a savepoint: once
 * released it never changes, whatever becomes of class names and of the order of the operators.
 */
public enum Uid {
  READ_MENTIONS,
  READ_CONTROL,
  ADMIT_CONTROL,
  SEPARATE_DEAD_LETTERS,
  DROP_DUPLICATES,
  SCORE_MENTIONS,
  TALLY_MINUTES,
  ROLL_UP_KPIS,
  /** The KPI windows that go to the database. */
  SELECT_KPIS,
  SHARE_VOICE,
  COMPUTE_INDICATORS,
  FIRE_SIGNALS,
  /** One filter per pattern: the pattern's id follows. */
  SELECT_SIGNALS,
  /** One operator per pattern: the pattern's id follows. */
  MATCH_PATTERN,
  COOL_DOWN_MATCHES,
  GATHER_STORY,
  TRACK_INCIDENTS,
  SUGGEST_PLAYBOOK,
  PICK_MENTIONS,
  TRIAGE_MENTIONS,
  /** One sink per result stream and kind of sink: both follow. */
  WRITE;

  /** The uid, kebab-case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The uid of one of several operators of a role. */
  public String id(String which) {
    return id() + "-" + which;
  }
}
