package io.vigie.scoring;

import org.jspecify.annotations.Nullable;

/**
 * What the model says of one text. Each array holds calibrated probabilities that sum to 1, in the
 * order of its enum, or is null where the model has no such head.
 *
 * <p>An unscored text has null everywhere and a reason: it is never silently neutral.
 *
 * @param sentiment probabilities in the order of {@link Sentiment}
 * @param emotion probabilities in the order of {@link Emotion}
 * @param category probabilities in the order of {@link Category}
 * @param offensive probabilities in the order of {@link Offence}
 * @param lang language that the text was read in (ISO 639-1), or null if none was found
 * @param unscored why there are no probabilities, or null if there are
 */
public record Scores(
    float @Nullable [] sentiment,
    float @Nullable [] emotion,
    float @Nullable [] category,
    float @Nullable [] offensive,
    @Nullable String lang,
    @Nullable UnscoredReason unscored) {

  /** Scores of a model without the head {@link Head#OFFENSIVE}. */
  public Scores(
      float @Nullable [] sentiment,
      float @Nullable [] emotion,
      float @Nullable [] category,
      @Nullable String lang,
      @Nullable UnscoredReason unscored) {
    this(sentiment, emotion, category, null, lang, unscored);
  }

  public static Scores unscored(UnscoredReason reason, @Nullable String lang) {
    return new Scores(null, null, null, null, lang, reason);
  }

  /** Probabilities of a head, in the order of its labels, or null if there are none. */
  public float @Nullable [] of(Head head) {
    return switch (head) {
      case SENTIMENT -> sentiment;
      case EMOTION -> emotion;
      case CATEGORY -> category;
      case OFFENSIVE -> offensive;
    };
  }

  public boolean scored() {
    return sentiment != null;
  }

  /** The likeliest sentiment, or null if unscored; the first label wins a tie. */
  public @Nullable Sentiment sentimentLabel() {
    return sentiment == null ? null : Sentiment.values()[argMax(sentiment)];
  }

  /** The likeliest emotion, or null if there is no such head. */
  public @Nullable Emotion emotionLabel() {
    return emotion == null ? null : Emotion.values()[argMax(emotion)];
  }

  /** The likeliest category, or null if there is no such head. */
  public @Nullable Category categoryLabel() {
    return category == null ? null : Category.values()[argMax(category)];
  }

  /** Whether it offends, or null if there is no such head. */
  public @Nullable Offence offenceLabel() {
    return offensive == null ? null : Offence.values()[argMax(offensive)];
  }

  /** Probability of a negative sentiment, 0 to 1; 0 if unscored. */
  public float negative() {
    return sentiment == null ? 0f : sentiment[Sentiment.NEGATIVE.ordinal()];
  }

  private static int argMax(float[] p) {
    int best = 0;
    for (int i = 1; i < p.length; i++) {
      if (p[i] > p[best]) {
        best = i;
      }
    }
    return best;
  }
}
