package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong in faq.yaml and moderation.yaml is told all at once, with its line. */
class TriageFilesTest {

  @Test
  void everyProblemOfAFaq() {
    Problems problems = new Problems();
    FaqReader.read(
        YamlFiles.parse(
                "faq.yaml",
                """
                faq:
                  - id: Refund
                    questions: {fr: ["Remboursement ?"], en: []}
                    answer: {fr: "Oui."}
                  - id: delivery
                    question: {fr: ["Où ?"]}
                    answer: {fr: "Ici.", en: "Here."}
                """,
                problems)
            .get(0),
        problems);

    assertThat(problems.sorted().stream().map(Problem::toString))
        .anyMatch(told -> told.startsWith("faq.yaml:2: 'id' is 'Refund'"))
        .anyMatch(told -> told.startsWith("faq.yaml:3: 'questions' should be 1 to 30"))
        .anyMatch(told -> told.startsWith("faq.yaml:4: 'en' is missing"))
        .anyMatch(told -> told.startsWith("faq.yaml:6: unknown key 'question'"))
        .anyMatch(told -> told.contains("'questions' is missing"));
  }

  @Test
  void everyProblemOfAPolicy() {
    Problems problems = new Problems();
    ModerationReader.read(
        YamlFiles.parse(
                "moderation.yaml",
                """
                rules:
                  - rule: critics
                    handling: ignore
                    title: {fr: "Critique", en: "Criticism"}
                    reason: {fr: "Non.", en: "No."}
                    terms: {fr: ["a"], en: ["bad*service"]}
                  - rule: critics
                    handling: moderate
                    title: {fr: "Critique", en: "Criticism"}
                    reason: {fr: "Non.", en: "No."}
                """,
                problems)
            .get(0),
        problems);

    assertThat(problems.sorted().stream().map(Problem::toString))
        .contains("moderation.yaml:3: 'handling' of a rule should be moderate or legal")
        .anyMatch(told -> told.startsWith("moderation.yaml:6: term 'a'"))
        .anyMatch(told -> told.startsWith("moderation.yaml:6: term 'bad*service'"))
        .contains("moderation.yaml:7: 'critics' is given twice")
        .contains("moderation.yaml:7: a rule needs 'terms', or 'offensiveFrom', or both");
  }

  @Test
  void aFileWithoutItsListIsRefused() {
    for (String text : List.of("faq: 3", "rules: {a: b}", "other: []")) {
      Problems problems = new Problems();
      FaqReader.read(YamlFiles.parse("x.yaml", text, problems).get(0), problems);
      ModerationReader.read(YamlFiles.parse("x.yaml", text, problems).get(0), problems);
      assertThat(problems.none()).isFalse();
    }
  }
}
