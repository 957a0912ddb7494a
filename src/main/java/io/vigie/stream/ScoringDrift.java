package io.vigie.stream;

import io.vigie.scoring.Head;
import io.vigie.scoring.Scores;
import io.vigie.scoring.TextScorer;
import io.vigie.scoring.UnscoredReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Tells by metrics whether what the model reads, and how it answers, still is what it was: by
 * language, the share of each label, the mean confidence and the share of words that the model
 * never met in training; and why mentions are not scored.
 *
 * <p>Shares and means are over the last {@value #MEMORY} mentions or so of this subtask, the newer
 * the weightier (an exponential mean); NaN before the first. Only the languages of the model have
 * groups of their own, so that the number of metrics is bounded.
 */
final class ScoringDrift {

  /** Mentions after which one counts 1/e of a new one. */
  static final int MEMORY = 1_000;

  static final String OTHER = "other";
  private static final List<String> LANGUAGES = List.of("fr", "en", OTHER);

  private final Map<UnscoredReason, Counter> unscored = new EnumMap<>(UnscoredReason.class);
  private final Map<String, OfLanguage> byLanguage;

  private ScoringDrift(Map<String, OfLanguage> byLanguage) {
    this.byLanguage = byLanguage;
  }

  /** Registers all metrics below a group. */
  static ScoringDrift register(MetricGroup group) {
    ScoringDrift drift =
        new ScoringDrift(
            Map.of("fr", new OfLanguage(), "en", new OfLanguage(), OTHER, new OfLanguage()));
    for (String language : LANGUAGES) {
      drift.of(language).register(group.addGroup("lang", language));
    }
    for (UnscoredReason reason : UnscoredReason.values()) {
      drift.unscored.put(
          reason, group.addGroup("reason", reason.code()).counter("mentionsUnscoredByReason"));
    }
    return drift;
  }

  /** Counts one answer. */
  void add(Scores scores) {
    UnscoredReason reason = scores.unscored();
    if (reason != null) {
      Counter counter = unscored.get(reason);
      if (counter != null) {
        counter.inc();
      }
    }
    if (scores.scored()) {
      of(scores.lang()).add(scores);
    }
  }

  /** Notes how many words the scorer has read by now. */
  void seeWords(TextScorer scorer) {
    for (String language : LANGUAGES) {
      of(language).seeWords(scorer.wordUse(language));
    }
  }

  private OfLanguage of(@Nullable String language) {
    OfLanguage known = language == null ? null : byLanguage.get(language);
    return known == null ? byLanguage.getOrDefault(OTHER, new OfLanguage()) : known;
  }

  /** The means of one language; written by the task, read by the reporter. */
  private static final class OfLanguage {

    private final double[][] shares = new double[Head.values().length][];
    private final long[] counts = new long[Head.values().length];
    private volatile double confidence = Double.NaN;
    private volatile double unknownWords = Double.NaN;
    private TextScorer.WordUse words = TextScorer.WordUse.NONE;
    private @Nullable Counter scored;

    OfLanguage() {
      for (Head head : Head.values()) {
        shares[head.ordinal()] = new double[head.size()];
      }
    }

    void register(MetricGroup group) {
      scored = group.counter("mentionsScored");
      group.<Double, Gauge<Double>>gauge("meanConfidence", () -> confidence);
      group.<Double, Gauge<Double>>gauge("unknownWordShare", () -> unknownWords);
      for (Head head : Head.values()) {
        MetricGroup ofHead = group.addGroup("head", head.label());
        for (int label = 0; label < head.size(); label++) {
          int one = label;
          ofHead
              .addGroup("label", head.labels().get(label).toLowerCase(Locale.ROOT))
              .<Double, Gauge<Double>>gauge("labelShare", () -> share(head, one));
        }
      }
    }

    private double share(Head head, int label) {
      return counts[head.ordinal()] == 0 ? Double.NaN : shares[head.ordinal()][label];
    }

    void add(Scores scores) {
      Counter counter = scored;
      if (counter != null) {
        counter.inc();
      }
      for (Head head : Head.values()) {
        float[] p = scores.of(head);
        if (p == null) {
          continue;
        }
        int said = 0;
        for (int label = 1; label < p.length; label++) {
          said = p[label] > p[said] ? label : said;
        }
        // until there is enough to remember, every mention weighs the same
        double weight = 1.0 / Math.min(++counts[head.ordinal()], MEMORY);
        double[] share = shares[head.ordinal()];
        for (int label = 0; label < share.length; label++) {
          share[label] += weight * ((label == said ? 1 : 0) - share[label]);
        }
        if (head == Head.SENTIMENT) {
          double before = Double.isNaN(confidence) ? 0 : confidence;
          confidence = before + weight * (p[said] - before);
        }
      }
    }

    void seeWords(TextScorer.WordUse now) {
      long read = now.words() - words.words();
      if (read <= 0) {
        return;
      }
      double share = (double) (now.unknown() - words.unknown()) / read;
      // a mention has some ten words
      double weight = Math.min(1, read / (10.0 * MEMORY));
      unknownWords =
          Double.isNaN(unknownWords) ? share : unknownWords + weight * (share - unknownWords);
      words = now;
    }
  }
}
