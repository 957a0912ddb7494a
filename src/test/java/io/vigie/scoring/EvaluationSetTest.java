package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationSetTest {

  @TempDir Path directory;

  private final Problems problems = new Problems();

  private List<String> labels(String lines, String suffix) throws IOException {
    Path file = directory.resolve("posts.tsv");
    Files.writeString(file, lines.replace(' ', '\t'));
    EvaluationSet set = EvaluationSet.parse(file + suffix);
    return set.read(problems).stream().map(text -> label(text)).toList();
  }

  private static String label(LabelledText text) {
    for (Head head : Head.values()) {
      float[] target = text.targets()[head.ordinal()];
      if (target != null) {
        return head.labels().get(Evaluation.argMax(target));
      }
    }
    return "";
  }

  @Test
  void theWordsOfPublishedSetsAreKnown() throws IOException {
    assertThat(labels("label text\noptimism a\nothers b\nanger c\n", ":emotion"))
        .containsExactly("joy", "none", "anger");
    assertThat(labels("label text\npositif a\nneg b\nambiguous c\n", ":sentiment"))
        .containsExactly("positive", "negative");
    assertThat(labels("label text\noffensive a\nnot_offensive b\nnormal c\n", ":category=hostile"))
        .containsExactly("hostile", "complaint", "complaint");
    assertThat(labels("label text\ncomplaint a\nnot_complaint b\n", ":category=complaint"))
        .containsExactly("complaint", "request");
    assertThat(problems.none()).isTrue();
  }

  @Test
  void furtherWordsAreMappedOrLeftOut() throws IOException {
    assertThat(labels("label text\nshame a\nrage b\nboredom c\n", ":emotion:rage=anger,*=skip"))
        .containsExactly("anger");
    assertThat(
            labels(
                "label text\nspam a\nham b\nodd c\n", ":category=claim:spam=yes,ham=no,odd=skip"))
        .containsExactly("claim", "complaint");
    assertThat(problems.none()).isTrue();
    assertThat(labels("label text\nrage a\n", ":emotion")).isEmpty();
    assertThat(problems.sorted().get(0).toString()).contains("posts.tsv:2", "'rage' is no emotion");
  }

  @Test
  void columnsThatNameTheirHeadsNeedNoWord() throws IOException {
    String lines = "sentiment|emotion|category text\nnegative|anger|hostile a\n";
    assertThat(labels(lines, "")).containsExactly("negative");
    assertThat(labels(lines, ":category=hostile")).containsExactly("negative");
    assertThat(problems.none()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a.tsv:mood; 'mood' is no head; write FILE:HEAD",
        "a.tsv:category=offence; 'offence' is no category; known are [complaint",
        "a.tsv:emotion:rage; 'rage' should be WORD=LABEL",
        "a.tsv:emotion:rage=fury; 'rage=fury' should be WORD=LABEL",
        "a.tsv:category=claim:spam=claim2; with a label of [yes, no] or skip"
      })
  void whatIsNotUnderstoodIsTold(String argument, String message) {
    assertThatThrownBy(() -> EvaluationSet.parse(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.tsv")
        .hasMessageContaining(message.split(" write ")[0]);
  }

  @Test
  void aYesOrNoQuestionForgetsTheOtherClasses() {
    Answers answers = new Answers(Head.CATEGORY);
    int hostile = Head.CATEGORY.labels().indexOf("hostile");
    answers.add(hostile, probabilities(hostile, 0.7f));
    answers.add(hostile, probabilities(0, 0.7f));
    answers.add(0, probabilities(1, 0.7f));
    answers.addUnscored();
    Evaluation evaluation = answers.yesOrNo("hostile");
    assertThat(evaluation.labels()).containsExactly("hostile", "not hostile");
    assertThat(evaluation.confusion()).isDeepEqualTo(new long[][] {{1, 1}, {0, 1}});
    assertThat(evaluation.unscored()).isOne();
    assertThat(evaluation.recall(0)).isEqualTo(0.5);
  }

  @Test
  void amongTheClassesOfASetAnotherAnswerFallsToTheNextBest() {
    Answers answers = new Answers(Head.SENTIMENT);
    answers.add(0, new float[] {0.3f, 0.6f, 0.1f});
    answers.add(2, new float[] {0.3f, 0.6f, 0.1f});
    assertThat(answers.all().accuracy()).isZero();
    Evaluation among = Objects.requireNonNull(answers.amongItsOwn());
    assertThat(among.labels()).containsExactly("negative", "positive");
    assertThat(among.confusion()).isDeepEqualTo(new long[][] {{1, 0}, {1, 0}});
    answers.add(1, new float[] {0.3f, 0.6f, 0.1f});
    assertThat(answers.amongItsOwn()).isNull();
  }

  private static float[] probabilities(int label, float p) {
    float[] all = new float[Head.CATEGORY.size()];
    java.util.Arrays.fill(all, (1 - p) / (all.length - 1));
    all[label] = p;
    return all;
  }
}
