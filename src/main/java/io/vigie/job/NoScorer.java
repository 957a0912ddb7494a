package io.vigie.job;

import io.vigie.scoring.Scores;
import io.vigie.scoring.TextScorer;
import io.vigie.scoring.TextScorerFactory;
import io.vigie.scoring.UnscoredReason;
import java.util.List;

/** Stands where scoring is switched off: every mention is unscored, and says so. */
final class NoScorer implements TextScorerFactory {

  private static final long serialVersionUID = 1L;

  @Override
  public TextScorer open() {
    return new TextScorer() {
      @Override
      public List<Scores> score(List<Input> batch) {
        return batch.stream()
            .map(input -> Scores.unscored(UnscoredReason.SWITCHED_OFF, input.lang()))
            .toList();
      }

      @Override
      public String modelId() {
        return "none";
      }

      @Override
      public void close() {}
    };
  }
}
