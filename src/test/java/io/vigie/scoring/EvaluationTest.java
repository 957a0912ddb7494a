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
  void reportsByFileAndLanguage(@TempDir Path directory) throws IOException {
    Path model = TrainedModel.train(directory);
    EvaluationReport report = EvaluationReport.of(model, List.of(directory.resolve("posts.tsv")));
    assertThat(report.results()).hasSize(6);
    assertThat(report.results()).allMatch(result -> result.evaluation().macroRecall() > 0.9);
    assertThat(report.table()).contains("posts.tsv  fr  sentiment");
    assertThat(report.json()).contains("\"macroRecall\"", "\"head\" : \"category\"");
  }
}
