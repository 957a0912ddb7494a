package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

  @Test
  void measuresAsDefined() {
    Evaluation evaluation = new Evaluation(Head.SENTIMENT);
    evaluation.add(0, new float[] {1, 0, 0});
    evaluation.add(0, new float[] {0, 1, 0});
    evaluation.add(1, new float[] {0, 1, 0});
    evaluation.add(1, new float[] {0, 1, 0});
    assertThat(evaluation.recall(0)).isEqualTo(0.5);
    assertThat(evaluation.recall(2)).isNaN();
    assertThat(evaluation.precision(1)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(evaluation.f1(0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(evaluation.macroRecall()).isEqualTo(0.75);
    assertThat(evaluation.macroF1()).isCloseTo((2 / 3.0 + 0.8) / 2, within(1e-12));
    assertThat(evaluation.accuracy()).isEqualTo(0.75);
    assertThat(evaluation.calibrationError()).isEqualTo(0.25);
  }

  @Test
  void theIntervalHoldsTheMeasureAndNarrowsWithTheTexts() {
    Evaluation few = new Evaluation(Head.SENTIMENT);
    Evaluation many = new Evaluation(Head.SENTIMENT);
    for (int i = 0; i < 3_000; i++) {
      float[] said = new float[3];
      said[(i % 3 + (i % 5 == 0 ? 1 : 0)) % 3] = 1;
      many.add(i % 3, said);
      if (i < 60) {
        few.add(i % 3, said);
      }
    }
    Evaluation.Interval wide = few.interval(Evaluation::macroF1);
    Evaluation.Interval narrow = many.interval(Evaluation::macroF1);
    assertThat(few.macroF1()).isBetween(wide.low(), wide.high());
    assertThat(many.macroF1()).isBetween(narrow.low(), narrow.high());
    // The standard error of a share of 0.8: 0.052 of 60 texts, 0.0073 of 3,000.
    assertThat(wide.high() - wide.low()).isBetween(0.12, 0.30);
    assertThat(narrow.high() - narrow.low()).isBetween(0.02, 0.04);
    assertThat(few.interval(Evaluation::macroF1)).isEqualTo(wide);
  }

  @Test
  void nothingHasAnInterval() {
    assertThat(new Evaluation(Head.SENTIMENT).interval(Evaluation::macroF1))
        .isEqualTo(new Evaluation.Interval(0, 0));
  }

  @Test
  void reportsByFileAndLanguage(@TempDir Path directory) throws IOException {
    Path model = TrainedModel.train(directory);
    EvaluationReport report =
        EvaluationReport.of(
            model, List.of(EvaluationSet.parse(directory.resolve("posts.tsv").toString())));
    assertThat(report.results())
        .extracting(result -> result.lang() + " " + result.evaluation().title())
        .containsExactly(
            "en sentiment",
            "en emotion",
            "en emotion among anger, joy, none",
            "en category",
            "en category among complaint, praise, other",
            "fr sentiment",
            "fr emotion",
            "fr emotion among anger, joy, none",
            "fr category",
            "fr category among complaint, praise, other");
    assertThat(report.results()).allMatch(result -> result.evaluation().macroRecall() > 0.9);
    assertThat(report.table()).contains("posts.tsv  fr  sentiment");
    assertThat(report.json())
        .contains("\"macroRecall\"", "\"head\" : \"category\"", "\"macroF1Interval\"");
    assertThat(report.table()).contains("posts.tsv  en  texts 72  typo 0.");
    assertThat(report.json()).contains("\"flipRate\"", "\"brand\" :");
    assertThat(report.stabilities()).hasSize(2);
  }
}
