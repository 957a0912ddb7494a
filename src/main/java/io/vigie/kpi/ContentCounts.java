package io.vigie.kpi;

import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.scoring.Scores;

/** Mentions by emotion and by category: sums only. State class, 80 bytes at most. */
public final class ContentCounts {

  /** By the order of {@link Emotion}; empty before the first. */
  public int[] emotions = new int[0];

  /** By the order of {@link Category}; empty before the first. */
  public int[] categories = new int[0];

  public ContentCounts() {}

  /** Counts one mention's likeliest labels; a model without such a head adds nothing. */
  public void add(Scores scores) {
    Emotion emotion = scores.emotionLabel();
    if (emotion != null) {
      emotions = room(emotions, Emotion.values().length);
      emotions[emotion.ordinal()]++;
    }
    Category category = scores.categoryLabel();
    if (category != null) {
      categories = room(categories, Category.values().length);
      categories[category.ordinal()]++;
    }
  }

  /** Adds another set's counts. */
  public void merge(ContentCounts other) {
    emotions = sum(emotions, other.emotions);
    categories = sum(categories, other.categories);
  }

  /** Mentions with an emotion. */
  public int withEmotion() {
    return total(emotions);
  }

  /** Mentions with a category. */
  public int withCategory() {
    return total(categories);
  }

  /** Mentions of anger, disgust or fear: the emotions that make people pass things on. */
  public int aroused() {
    return emotions.length == 0
        ? 0
        : emotions[Emotion.ANGER.ordinal()]
            + emotions[Emotion.DISGUST.ordinal()]
            + emotions[Emotion.FEAR.ordinal()];
  }

  /** Mentions of a category. */
  public int of(Category category) {
    return categories.length == 0 ? 0 : categories[category.ordinal()];
  }

  private static int total(int[] counts) {
    int total = 0;
    for (int count : counts) {
      total += count;
    }
    return total;
  }

  private static int[] room(int[] counts, int length) {
    return counts.length == 0 ? new int[length] : counts;
  }

  private static int[] sum(int[] counts, int[] others) {
    int[] sum = room(counts, others.length);
    for (int i = 0; i < others.length; i++) {
      sum[i] += others[i];
    }
    return sum;
  }
}
