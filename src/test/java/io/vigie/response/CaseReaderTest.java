package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.response.Case.Action;
import io.vigie.response.Case.Result;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseReaderTest {

  private static final Path SHIPPED = Path.of("jobs", "crisis-detection", "cases");

  @Test
  void shippedCasesNameTheirSourcesAndAKnownScenario() {
    Problems problems = new Problems();
    List<Case> cases = CaseReader.read(SHIPPED, problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(8);
    assertThat(cases).allSatisfy(known -> assertThat(known.sources()).isNotEmpty());
    assertThat(cases).allSatisfy(known -> assertThat(known.lessons()).isNotEmpty());
    assertThat(cases)
        .extracting(known -> known.profile().scenario())
        .isSubsetOf(
            Alerts.shipped().playbooks().stream()
                .map(Playbook::scenario)
                .collect(Collectors.toSet()));
  }

  @Test
  void everyProblemIsToldWithItsLine(@TempDir Path dir) throws IOException {
    Files.writeString(
        dir.resolve("a.yaml"),
        """
        case: Outage 1
        title: "An outage"
        scenario: service-outage
        crisisType: nobody
        features:
          peakRatio: many
          negativeshare: 0.5
        actions:
          - what: "Answered"
            after: soon
            result: helped
        """);
    Files.writeString(
        dir.resolve("b.yaml"),
        "case: twice\ntitle: t\nscenario: general\n---\ncase: twice\nscenario: general\n");
    Problems problems = new Problems();
    CaseReader.read(dir, problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .anyMatch(p -> p.contains("a.yaml:1") && p.contains("'case' is 'Outage 1'"))
        .anyMatch(p -> p.contains("a.yaml:4") && p.contains("crisisType"))
        .anyMatch(p -> p.contains("a.yaml:6") && p.contains("peakRatio"))
        .anyMatch(p -> p.contains("a.yaml:7") && p.contains("did you mean 'negativeShare'"))
        .anyMatch(p -> p.contains("a.yaml:9") && p.contains("'evidence'"))
        .anyMatch(p -> p.contains("a.yaml:10") && p.contains("time span"))
        .anyMatch(p -> p.contains("b.yaml:5") && p.contains("'title' is missing"))
        .anyMatch(p -> p.contains("b.yaml:5") && p.contains("already told at"))
        .hasSize(8);
  }

  /** Whatever strangers wrote, what is written is one case with the same figures. */
  @Property(tries = 100)
  void whatIsWrittenIsRead(@ForAll String text) throws IOException {
    String title = "x" + text; // a blank text is no title
    Case told =
        new Case(
            "inc-1",
            title,
            new CaseProfile(
                "service-outage", CrisisType.VICTIM, Map.of(CaseFeature.PEAK_RATIO, 12.5)),
            List.of(new Action(title, Duration.ofMinutes(14), Result.UNCLEAR, "")),
            title,
            Duration.ofHours(3),
            -0.25,
            List.of(),
            List.of());
    Path dir = Files.createTempDirectory("cases");
    Path file = dir.resolve("inc-1.yaml");
    try {
      Files.writeString(file, CaseText.of(told));
      Problems problems = new Problems();
      List<Case> cases = CaseReader.read(dir, problems);
      assertThat(problems.sorted()).isEmpty();
      assertThat(cases).hasSize(1);
      Case read = cases.get(0);
      assertThat(read.profile()).isEqualTo(told.profile());
      assertThat(read.backToUsual()).isEqualTo(told.backToUsual());
      assertThat(read.residualSentiment()).isEqualTo(-0.25);
      assertThat(read.actions()).hasSize(1);
      assertThat(read.actions().get(0).after()).isEqualTo(Duration.ofMinutes(14));
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(dir);
    }
  }
}
