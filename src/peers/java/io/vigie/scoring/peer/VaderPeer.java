package io.vigie.scoring.peer;

import com.vader.sentiment.analyzer.SentimentAnalyzer;
import io.vigie.scoring.Scores;
import io.vigie.scoring.ScoringPeer;
import io.vigie.scoring.Sentiment;
import io.vigie.scoring.TextScorer;
import io.vigie.scoring.UnscoredReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * VADER (Hutto and Gilbert 2014) in its Java port, with the authors' thresholds: a compound score of
 * 0.05 or more is positive, of -0.05 or less negative. It knows English only.
 */
public final class VaderPeer implements ScoringPeer {

  private static final float THRESHOLD = 0.05f;

  @Override
  public String name() {
    return "VADER (Java port 1.0)";
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public TextScorer open(List<Example> examples) {
    return new TextScorer() {
      @Override
      public List<Scores> score(List<Input> batch) {
        List<Scores> scores = new ArrayList<>(batch.size());
        for (Input input : batch) {
          scores.add(VaderPeer.score(input.text()));
        }
        return scores;
      }

      @Override
      public String modelId() {
        return name();
      }

      @Override
      public void close() {}
    };
  }

  private static Scores score(String text) {
    Map<String, Float> polarity;
    try {
      SentimentAnalyzer analyzer = new SentimentAnalyzer(text);
      analyzer.analyze();
      polarity = analyzer.getPolarity();
    } catch (IOException | RuntimeException e) {
      // the port fails on texts without a word
      return Scores.unscored(UnscoredReason.MODEL_FAILED, null);
    }
    Float compound = polarity == null ? null : polarity.get("compound");
    if (compound == null) {
      return Scores.unscored(UnscoredReason.MODEL_FAILED, null);
    }
    Sentiment said =
        compound >= THRESHOLD
            ? Sentiment.POSITIVE
            : compound <= -THRESHOLD ? Sentiment.NEGATIVE : Sentiment.NEUTRAL;
    float[] sentiment = new float[Sentiment.values().length];
    sentiment[said.ordinal()] = 1;
    return new Scores(sentiment, null, null, null, null);
  }
}
