package io.vigie.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.fixture.Results;
import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.TextScorer;
import io.vigie.scoring.UnscoredReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // an interrupt ends the test, as it should
class ScoringDriftTest {

  private final Map<String, Metric> metrics = new TreeMap<>();
  private final ScoringDrift drift = ScoringDrift.register(new Noting(""));

  @Test
  void sharesAndConfidenceAreTheMeansOfALanguage() {
    assertThat(gauge("lang.fr.meanConfidence")).isNaN();
    assertThat(gauge("lang.fr.head.sentiment.label.negative.labelShare")).isNaN();
    for (int i = 0; i < 4; i++) {
      drift.add(scores(i == 0 ? 0.9f : 0.2f, "fr"));
    }
    drift.add(scores(0.7f, "en"));
    drift.add(scores(0.7f, "nl"));
    drift.add(scores(0.7f, null));
    assertThat(gauge("lang.fr.head.sentiment.label.negative.labelShare"))
        .isCloseTo(0.25, within(1e-9));
    assertThat(gauge("lang.fr.head.sentiment.label.positive.labelShare"))
        .isCloseTo(0.75, within(1e-9));
    assertThat(gauge("lang.fr.meanConfidence")).isCloseTo((0.9 + 3 * 0.8) / 4, within(1e-6));
    assertThat(count("lang.fr.mentionsScored")).isEqualTo(4);
    assertThat(count("lang.en.mentionsScored")).isEqualTo(1);
    assertThat(count("lang.other.mentionsScored")).isEqualTo(2);
  }

  @Test
  void whatIsLongAgoIsForgotten() {
    for (int i = 0; i < 10_000; i++) {
      drift.add(scores(0.9f, "fr"));
    }
    for (int i = 0; i < 5 * ScoringDrift.MEMORY; i++) {
      drift.add(scores(0.1f, "fr"));
    }
    assertThat(gauge("lang.fr.head.sentiment.label.negative.labelShare")).isLessThan(0.01);
  }

  @Test
  void unknownWordsAreToldFromWhatTheScorerRead() {
    Words scorer = new Words();
    drift.seeWords(scorer);
    assertThat(gauge("lang.fr.unknownWordShare")).isNaN();
    scorer.use = new TextScorer.WordUse(100, 20);
    drift.seeWords(scorer);
    assertThat(gauge("lang.fr.unknownWordShare")).isCloseTo(0.2, within(1e-9));
    scorer.use = new TextScorer.WordUse(1_000_100, 900_020);
    drift.seeWords(scorer);
    assertThat(gauge("lang.fr.unknownWordShare")).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void everyReasonForNotScoringIsCounted() {
    for (UnscoredReason reason : UnscoredReason.values()) {
      drift.add(Scores.unscored(reason, "fr"));
      assertThat(count("reason." + reason.code() + ".mentionsUnscoredByReason")).isOne();
    }
    assertThat(count("lang.fr.mentionsScored")).isZero();
  }

  @Test
  void noTextMakesMoreMetrics() {
    int before = metrics.size();
    for (int i = 0; i < 500; i++) {
      drift.add(scores(0.5f, "x" + i));
    }
    assertThat(metrics).hasSize(before).hasSizeLessThan(120);
  }

  @Test
  void theOperatorFeedsIt() throws Exception {
    Words model = new Words();
    var operator = new ScoreMentionsOperator(() -> model, 2, 50);
    try (var harness = new OneInputStreamOperatorTestHarness<Mention, ScoredMention>(operator)) {
      harness.open();
      Instant at = Instant.parse("2026-02-02T08:00:00Z");
      harness.processElement(Results.mention("tw-1", "lumio", at), at.toEpochMilli());
      assertThat(model.asked).isZero();
      harness.processElement(Results.mention("tw-2", "lumio", at), at.toEpochMilli());
      assertThat(model.asked).as("word use, once for each language").isEqualTo(3);
    }
  }

  private double gauge(String name) {
    return (Double) ((Gauge<?>) Objects.requireNonNull(metrics.get(name), name)).getValue();
  }

  private long count(String name) {
    return ((Counter) Objects.requireNonNull(metrics.get(name), name)).getCount();
  }

  private static Scores scores(float negative, @Nullable String lang) {
    return new Scores(new float[] {negative, 0f, 1 - negative}, null, null, lang, null);
  }

  /** A scorer that has read so many words. */
  private static final class Words implements TextScorer {

    WordUse use = WordUse.NONE;
    int asked;

    @Override
    public List<Scores> score(List<Input> batch) {
      return batch.stream().map(input -> scores(0.9f, "fr")).toList();
    }

    @Override
    public WordUse wordUse(String language) {
      asked++;
      return language.equals("fr") ? use : WordUse.NONE;
    }

    @Override
    public String modelId() {
      return "words/1";
    }

    @Override
    public void close() {}
  }

  /** Notes every metric by its path. */
  private final class Noting extends UnregisteredMetricsGroup {

    private final String path;

    Noting(String path) {
      this.path = path;
    }

    @Override
    public Counter counter(String name) {
      Counter counter = new SimpleCounter();
      metrics.put(path + name, counter);
      return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      metrics.put(path + name, gauge);
      return gauge;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Noting(path + key + "." + value + ".");
    }
  }
}
