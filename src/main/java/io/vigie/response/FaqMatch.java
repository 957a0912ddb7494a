package io.vigie.response;

import org.jspecify.annotations.Nullable;

/**
 * What the FAQ has for a request.
 *
 * @param entry the entry that answers it, or null: there is no good answer, a person has to write
 * @param confidence 0 to 1, of the best entry, also where it is not good enough; see {@link
 *     FaqSearch}
 * @param question the entry's question in the language of the request, or null
 * @param answer the agreed answer in that language, or null
 */
public record FaqMatch(
    @Nullable String entry, double confidence, @Nullable String question, @Nullable String answer) {

  static FaqMatch noGoodAnswer(double confidence) {
    return new FaqMatch(null, confidence, null, null);
  }

  /** Whether a chatbot could take it over. */
  public boolean hasAnswer() {
    return entry != null;
  }
}
