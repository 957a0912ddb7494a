package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.mention.Author;
import io.vigie.mention.Engagement;
import io.vigie.mention.Mention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoredMentionJsonTest {

  private static final Scores SCORES =
      new Scores(new float[] {0.81f, 0.15f, 0.04f}, null, null, "fr", null);

  private static Mention mention(String text, @Nullable Long followers, boolean exercise) {
    return new Mention(
        "tw-1",
        "novatel",
        "twitter",
        text,
        Instant.parse("2026-01-05T09:00:00Z"),
        "fr",
        new Author("u1", followers, true),
        new Engagement(3, 2, 1, null),
        null,
        null,
        "https://nova.example/1",
        exercise);
  }

  private static String json(ScoredMention scored) {
    return new String(ScoredMentionJson.write(scored), StandardCharsets.UTF_8);
  }

  @Test
  void writesTheContract() {
    assertThat(json(new ScoredMention(mention("Encore \"en panne\"", 1200L, false), SCORES, "m/1")))
        .isEqualTo(
            "{\"id\":\"tw-1\",\"brand\":\"novatel\",\"platform\":\"twitter\","
                + "\"text\":\"Encore \\\"en panne\\\"\",\"createdAt\":\"2026-01-05T09:00:00Z\","
                + "\"lang\":\"fr\",\"author\":{\"id\":\"u1\",\"followers\":1200,\"verified\":true},"
                + "\"engagement\":{\"likes\":3,\"shares\":2,\"replies\":1},"
                + "\"url\":\"https://nova.example/1\","
                + "\"sentiment\":{\"label\":\"negative\",\"negative\":0.8100,\"neutral\":0.1500,"
                + "\"positive\":0.0400},\"model\":\"m/1\",\"textLang\":\"fr\"}");
  }

  @Test
  void readsWhatItWrote() throws IOException {
    ScoredMention scored =
        new ScoredMention(
            mention("déçu 😡", null, true),
            new Scores(
                new float[] {0.5f, 0.25f, 0.25f},
                new float[] {1f, 0f, 0f, 0f, 0f, 0f, 0f},
                new float[] {0.5f, 0.5f, 0f, 0f, 0f, 0f},
                new float[] {0.75f, 0.25f},
                null,
                null),
            "m/1");
    ScoredMention read = ScoredMentionJson.read(ScoredMentionJson.write(scored));
    assertThat(read).usingRecursiveComparison().isEqualTo(scored);
    assertThat(json(scored))
        .contains("\"exercise\":true")
        .contains("déçu 😡")
        .contains("\"offensive\":{\"label\":\"offensive\",\"offensive\":0.7500,");
  }

  @Test
  void anUnscoredMentionHasItsReasonAndNoSentiment() throws IOException {
    ScoredMention scored =
        new ScoredMention(
            mention("", 1L, false), Scores.unscored(UnscoredReason.EMPTY, null), "m/1");
    assertThat(json(scored))
        .contains("\"unscored\":\"empty\"")
        .doesNotContain("sentiment")
        .doesNotContain("exercise");
    assertThat(ScoredMentionJson.read(ScoredMentionJson.write(scored)))
        .usingRecursiveComparison()
        .isEqualTo(scored);
  }

  @Test
  void loneSurrogatesBecomeReplacementCharacters() throws IOException {
    byte[] bytes =
        ScoredMentionJson.write(
            new ScoredMention(mention("a\ud800b 😡 \u0000\u202e", 1L, false), SCORES, "m/1"));
    assertThat(ScoredMentionJson.read(bytes).mention().text())
        .isEqualTo("a\ufffdb 😡 \u0000\u202e");
  }

  @Test
  void whatIsNoScoredMentionIsRefused() {
    for (String bad :
        new String[] {
          "[]",
          "{\"id\":\"1\"}",
          "{\"id\":\"1\",\"brand\":\"b\",\"platform\":\"p\",\"text\":\"t\",\"createdAt\":\"today\","
              + "\"model\":\"m\",\"unscored\":\"empty\"}",
          "{\"id\":",
          "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"
        }) {
      assertThatThrownBy(() -> ScoredMentionJson.read(bad.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anExcerptWeighsNegativityByAudience() {
    Excerpt excerpt =
        Excerpt.of(new ScoredMention(mention("x".repeat(499) + "😡", 93L, false), SCORES, "m/1"));
    assertThat(excerpt.weight()).isEqualTo((double) 0.81f * (1 + Math.log10(100)));
    assertThat(excerpt.text()).as("no half emoji at the end").isEqualTo("x".repeat(499));
    assertThat(excerpt.author()).isEqualTo("u1");
    assertThat(
            Excerpt.of(
                    new ScoredMention(
                        mention("x", 93L, false),
                        Scores.unscored(UnscoredReason.LANGUAGE, "ru"),
                        "m/1"))
                .weight())
        .isZero();
  }
}
