package io.vigie.response;

import io.vigie.incident.Level;
import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import io.vigie.scoring.Category;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.yaml.Problems;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Invented mentions to triage, with the policy, the FAQ and the playbooks that are shipped. */
public final class TriageSet {

  public static final Instant AT = Instant.parse("2026-03-02T09:12:00Z");

  private TriageSet() {}

  /** The shipped settings. */
  public static TriageSettings shipped(int perMinute) {
    Problems problems = new Problems();
    Path job = Path.of("jobs", "crisis-detection");
    TriageSettings settings =
        new TriageSettings(
            perMinute,
            ModerationReader.read(job.resolve("moderation.yaml"), problems),
            FaqReader.read(job.resolve("faq.yaml"), problems),
            PlaybookReader.read(job.resolve("playbooks"), problems));
    problems.throwIfAny();
    return settings;
  }

  public static DraftFacts facts(boolean exercise) {
    return new DraftFacts(
        "Telmora", "inc-1", Level.INCIDENT, AT, AT, "twitter", 40L, "Encore une panne", exercise);
  }

  /** A mention with sure scores. */
  public static ScoredMention mention(
      String id, String text, String lang, Category category, double negative, long followers) {
    return mention(id, text, lang, category, negative, 0.05, followers, AT, false, null);
  }

  public static ScoredMention mention(
      String id,
      String text,
      String lang,
      Category category,
      double negative,
      double offensive,
      long followers,
      Instant at,
      boolean exercise,
      @Nullable String repostOf) {
    float[] categories = new float[Category.values().length];
    categories[category.ordinal()] = 1;
    return new ScoredMention(
        new Mention(
            id,
            "Telmora",
            "twitter",
            text,
            at,
            lang,
            new Author("u-" + id, followers, false),
            Engagement.NONE,
            repostOf,
            null,
            null,
            exercise),
        new Scores(
            new float[] {(float) negative, 1 - (float) negative, 0},
            new float[] {(float) negative, 0, 0, 0, 0, 0, 1 - (float) negative},
            categories,
            new float[] {(float) offensive, 1 - (float) offensive},
            lang,
            null),
        "test/1");
  }
}
