package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookReaderTest {

  /** A small playbook without any fault; line 1 is its first. */
  private static final String GOOD =
      """
      playbook: rumour
      version: 1
      scenario: false-rumour
      description: A false claim spreads.
      appliesWhen:
        terms: {fr: [rumeur*], en: [rumour*]}
        atLeast: watch
      crisisType: victim
      strategy: [inform, instruct, deny]
      warnings: [Never mix denial with apology.]
      roles: {watch: [communication], incident: [legal], crisis: [management]}
      channels: ["{{originPlatform}}", press]
      spokesperson: communication
      tasks:
        - {task: Assess it., within: 30m, role: communication}
      templates:
        holdingStatement: {fr: "Les faits : {{correction}}", en: "The facts: {{correction}}"}
        answerToComplaint: {fr: "Bonjour {{person}}", en: "Hello {{person}}"}
        answerToFalseClaim: {fr: "C'est faux.", en: "This is false."}
        answerToQuestion: {fr: "{{answer}}", en: "{{answer}}"}
        internalBriefing: {fr: "{{facts}}", en: "{{facts}}"}
      """;

  private static final String GENERAL =
      GOOD.replace("playbook: rumour", "playbook: general")
          .replace("scenario: false-rumour", "scenario: general")
          .replace("crisisType: victim\n", "")
          .replace(", deny]", "]")
          .replaceAll("appliesWhen:\n.*\n.*\n", "");

  @TempDir private Path directory;

  private List<String> problems(String text) throws IOException {
    Path file = directory.resolve("p.yaml");
    Files.writeString(file, text);
    Files.writeString(directory.resolve("general.yaml"), GENERAL);
    Problems problems = new Problems();
    PlaybookReader.read(directory, problems);
    return problems.sorted().stream()
        .map(Problem::toString)
        .map(problem -> problem.replace(directory + "/", ""))
        .toList();
  }

  private List<String> change(String from, String to) throws IOException {
    assertThat(GOOD).contains(from);
    return problems(GOOD.replace(from, to));
  }

  @Test
  void aGoodPlaybookIsRead() throws IOException {
    assertThat(problems(GOOD)).isEmpty();
    PlaybookSet set = PlaybookReader.read(directory.resolve("p.yaml"), new Problems());
    assertThat(set.playbooks()).extracting(Playbook::id).containsExactly("general", "rumour");
    assertThat(set.general().id()).isEqualTo("general");
    Playbook rumour = Objects.requireNonNull(set.find("rumour"));
    assertThat(rumour.crisisType()).isEqualTo(CrisisType.VICTIM);
    assertThat(rumour.line()).isEqualTo(1);
  }

  @Test
  void everyProblemIsToldWithItsLineAndWhatWouldBeRight() throws IOException {
    String broken =
        GOOD.replace("scenario:", "scenariu:")
            .replace("[inform, instruct, deny]", "[inform, instruct, denny]")
            .replace("{{correction}}\", en", "{{corection}}\", en")
            .replace("within: 30m, role: communication", "within: 30, role: comunication");
    assertThat(problems(broken))
        .containsExactly(
            "p.yaml:1: 'scenario' is missing",
            "p.yaml:3: unknown key 'scenariu' (did you mean 'scenario'?)",
            "p.yaml:9: 'strategy' has 'denny' (did you mean 'deny'?)",
            "p.yaml:15: 'role' is 'comunication', who is not called at level watch (did you mean"
                + " 'communication'?)",
            "p.yaml:15: 'within' should be a time span such as 30s, 5m, 2h or 14d",
            "p.yaml:17: unknown placeholder '{{corection}}' (did you mean 'correction'?)");
  }

  @Test
  void theRulesOfTheTheoryAreKept() throws IOException {
    assertThat(change("deny]", "deny, rebuild]"))
        .anyMatch(p -> p.startsWith("p.yaml:9: 'strategy' mixes deny with diminish or rebuild"));
    assertThat(change("scenario: false-rumour", "scenario: service-outage"))
        .containsExactly(
            "p.yaml:9: 'strategy' has deny, which is only for the scenario false-rumour");
    assertThat(change("\"C'est faux.\"", "\"C'est faux, toutes nos excuses.\""))
        .containsExactly("p.yaml:19: says 'excus*': a denial must not be mixed with an apology");
    assertThat(change("\"The facts: {{correction}}\"", "\"We will refund everybody.\""))
        .containsExactly(
            "p.yaml:17: says 'refund*': a public compensation this early fuels the crisis");
  }

  @Test
  void whatIsMissingOrOutOfOrderIsTold() throws IOException {
    assertThat(change("  answerToQuestion: {fr: \"{{answer}}\", en: \"{{answer}}\"}\n", ""))
        .containsExactly("p.yaml:17: 'answerToQuestion' is missing");
    assertThat(change(", en: \"This is false.\"", ""))
        .containsExactly("p.yaml:19: 'en' is missing");
    assertThat(change("[\"{{originPlatform}}\", press]", "[press]"))
        .containsExactly(
            "p.yaml:12: 'channels' should begin with '{{originPlatform}}': answer first where it"
                + " broke out");
    assertThat(change("spokesperson: communication", "spokesperson: ceo"))
        .singleElement()
        .asString()
        .startsWith("p.yaml:13: 'spokesperson' is 'ceo', who is not called at level crisis");
    assertThat(change("[rumeur*]", "[\"*\", rumeur*, Rumeur*]"))
        .containsExactly(
            "p.yaml:6: term '*' should be a word or phrase of at least 3 letters, with '*' at its"
                + " end only",
            "p.yaml:6: term 'Rumeur*' is given twice");
    assertThat(change("\"Bonjour {{person}}\"", "\"Bonjour {{person\""))
        .containsExactly("p.yaml:18: a placeholder is not closed: write it as {{brand}}");
    assertThat(change("within: 30m", "within: 91d"))
        .containsExactly("p.yaml:15: 'within' should be more than 0 and at most 90d");
  }

  @Test
  void documentsOfOtherKindsAndSecondOnesAreTold() throws IOException {
    assertThat(problems("some: thing\n"))
        .containsExactly(
            "p.yaml:1: a document should begin with 'playbook: NAME' or with 'contacts:'");
    assertThat(problems(GENERAL))
        .containsExactly(
            "p.yaml:1: playbook 'general' is already defined at general.yaml:1",
            "p.yaml:1: the scenario general already has the playbook 'general'");
    assertThat(problems("- a\n- b\n")).hasSize(1);
  }

  @Test
  void tagsAndAliasesAreRefused() throws IOException {
    assertThat(change("description: A", "description: !java.lang.Runtime A"))
        .anyMatch(p -> p.startsWith("p.yaml:4: "));
    assertThat(change("[rumeur*]", "&a [rumeur*]"))
        .anyMatch(p -> p.contains("anchors and aliases"));
  }

  @Test
  void rolesMustBeAmongTheContacts() throws IOException {
    String contacts =
        """
        contacts:
          company: Telmora
          telephone: 12
          roles:
            communication: {does: Leads.}
            legall: {does: Law., name: Ada}
            management: {}
        """;
    assertThat(problems(GOOD + "---\n" + contacts))
        .contains(
            "p.yaml:25: unknown key 'telephone'; known are company, spokesperson, contactLine,"
                + " infoPage, roles",
            "p.yaml:29: 'does' is missing",
            "general.yaml:7: the contacts have no role 'legal' (did you mean 'legall'?)");
  }

  @Test
  void aDirectoryWithoutTheGeneralOneIsRefused() throws IOException {
    Files.writeString(directory.resolve("p.yaml"), GOOD);
    Problems problems = new Problems();
    PlaybookReader.read(directory, problems);
    assertThat(problems.sorted())
        .singleElement()
        .asString()
        .contains("holds no playbook for the scenario general");
    Problems none = new Problems();
    PlaybookReader.read(directory.resolve("nowhere"), none);
    assertThat(none.sorted()).singleElement().asString().contains("is not a directory");
  }
}
