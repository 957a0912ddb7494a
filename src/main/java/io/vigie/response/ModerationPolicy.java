package io.vigie.response;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The published rules of what is not left standing, and of what the lawyers see first. Criticism is
 * not among them.
 *
 * @param rules the first that applies counts
 */
public record ModerationPolicy(List<Rule> rules) implements Serializable {

  /** No rules: nothing is moderated. */
  public static final ModerationPolicy NONE = new ModerationPolicy(List.of());

  /**
   * One rule. It applies where a text says one of its terms and, with {@code offensiveFrom}, is as
   * offensive as that; a rule without terms goes by the offence alone.
   *
   * @param id its name, kebab-case
   * @param handling {@link Handling#MODERATE} or {@link Handling#LEGAL}
   * @param title as published, by language
   * @param reason what its author is told, by language; may have placeholders
   * @param terms words and phrases of all languages; a {@code *} at the end stands for any ending
   * @param offensiveFrom least probability of an offence, 0 to 1, or null where it does not matter
   */
  public record Rule(
      String id,
      Handling handling,
      Map<Language, String> title,
      Map<Language, String> reason,
      List<String> terms,
      @Nullable Double offensiveFrom)
      implements Serializable {}
}
