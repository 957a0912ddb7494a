package io.vigie.mention;

import org.jspecify.annotations.Nullable;

/**
 * What one read record became: either a mention or a dead letter, never both.
 *
 * @param copy true for the second and further brands of one record, so that counts of records add
 *     up
 */
public record Intake(@Nullable Mention mention, @Nullable DeadLetter deadLetter, boolean copy) {

  public static Intake of(Mention mention) {
    return new Intake(mention, null, false);
  }

  public static Intake copyOf(Mention mention) {
    return new Intake(mention, null, true);
  }

  public static Intake dead(DeadLetter deadLetter) {
    return new Intake(null, deadLetter, false);
  }
}
