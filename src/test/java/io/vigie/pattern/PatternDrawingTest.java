package io.vigie.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.yaml.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternDrawingTest {

  private static final String FILE =
      """
      signals:
        - name: spike
          when: {indicator: volume, surprise: ">= 6", value: ">= 20"}
          for: 3m
          ends: {when: {indicator: volume, surprise: "< 2"}, after: 6h}
          overrides:
            - {brands: [Telmora], competitorSets: telecom, for: 9m}
        - name: anger
          when: {indicator: negative-share, platform: twitter, excess: "> 0.1"}
      ---
      pattern: unanswered
      version: 1
      status: stable
      description: "A <spike> & nothing after it."
      sequence:
        - {signal: spike, phase: fires}
        - not: anger
        - {anyOf: [spike, anger], phase: ends, after: followed-by, times: {min: 2, max: 4}}
        - not: [anger, spike]
      within: 2h
      cooldown: 1d
      severity: {atLeast: watch, atMost: incident}
      plannedEvents: suppress
      falsePositives: none
      runbook: p.yaml
      """;

  @TempDir private Path directory;
  private PatternSet set = new PatternSet(java.util.Map.of(), java.util.List.of());

  @BeforeEach
  void read() throws IOException {
    Problems problems = new Problems();
    set = PatternReader.read(Files.writeString(directory.resolve("p.yaml"), FILE), problems);
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void inTextEveryStateAndWayOutIsThere() {
    assertThat(PatternDrawing.inText(set.patterns().get(0)))
        .containsExactly(
            "( ) waiting",
            " │  spike fires",
            " ▼",
            "(1)",
            " ├──✕ anger: dropped",
            " │  then spike or anger ends, 2 to 4 times",
            " ▼",
            "(2)",
            " ├──✕ anger or spike: dropped",
            " │  2h have passed since the first signal",
            " ▼",
            "((match)) then quiet for 1d");
  }

  @Test
  void thePictureIsXmlWithAllThatMatters() throws Exception {
    String svg = PatternDrawing.svg(set.patterns().get(0), set);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(5);
    String words = document.getDocumentElement().getTextContent();
    assertThat(words)
        .contains("spike fires")
        .contains("volume value >= 20, volume surprise >= 6, for 3m")
        .contains("dropped by anger before what follows")
        .contains("dropped by anger or spike before the time is over")
        .contains("spike: volume surprise < 2, for 6h")
        .contains("quiet for 1d")
        .contains("at least watch, alone at most incident")
        .contains("planned events: suppress");
  }

  @Test
  void thePageEscapesWhatPeopleWrote() {
    assertThat(PatternDrawing.html(set.patterns(), set))
        .contains("A &lt;spike&gt; &amp; nothing after it.")
        .doesNotContain("<spike>");
  }

  @Test
  void theWordsSayWhatDiffersForWhom() {
    assertThat(PatternExplanation.of(set))
        .contains("and matches 2h after the first of these, for:")
        .contains("2. and no anger before what follows")
        .contains("4. and no anger or spike until the time is over")
        .contains("but for Telmora, the brands of telecom for 9m: mentions in the last hour")
        .contains("on twitter, share of negative mentions in the last hour")
        .contains("An incident of this pattern alone is at most at level incident.")
        .contains("While a planned event of the brand runs, a match is ignored.");
  }
}
