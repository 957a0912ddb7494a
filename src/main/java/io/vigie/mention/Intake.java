package io.vigie.mention;

import org.jspecify.annotations.Nullable;

/**
 * What one read record became: a mention, a retraction or a dead letter; exactly one of them.
 *
 * @param copy true for what further came of one record, so that counts of records add up
 */
public record Intake(
    @Nullable Mention mention,
    @Nullable DeadLetter deadLetter,
    boolean copy,
    @Nullable Retraction retraction) {

  public static Intake of(Mention mention) {
    return new Intake(mention, null, false, null);
  }

  public static Intake copyOf(Mention mention) {
    return new Intake(mention, null, true, null);
  }

  public static Intake dead(DeadLetter deadLetter) {
    return new Intake(null, deadLetter, false, null);
  }

  /** A retraction; a copy if something else came of the record before it. */
  public static Intake retract(Retraction retraction, boolean copy) {
    return new Intake(null, null, copy, retraction);
  }
}
