package io.vigie.response;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Questions that have an agreed answer. */
public record Faq(List<Entry> entries) implements Serializable {

  /** No questions: none has a good answer. */
  public static final Faq NONE = new Faq(List.of());

  /**
   * One question.
   *
   * @param id its name, kebab-case
   * @param questions ways to ask it, by language; the first is the one that is shown
   * @param answers the agreed answer, by language
   */
  public record Entry(
      String id, Map<Language, List<String>> questions, Map<Language, String> answers)
      implements Serializable {}
}
