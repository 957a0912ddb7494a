package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Alert;
import io.vigie.incident.Evidence;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import io.vigie.scoring.Excerpt;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoScreenTest {

  private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
  private static final List<String> BRANDS = List.of("Telmora", "Sorelune");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private DemoScreen screen(boolean redraws) {
    return new DemoScreen(
        new PrintStream(bytes, true, StandardCharsets.UTF_8),
        redraws,
        Duration.ofSeconds(5),
        BRANDS);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static IndicatorStep step(String brand, Instant at, double surprise) {
    return new IndicatorStep(
        brand,
        at,
        false,
        List.of(
            new IndicatorReading("volume", 412, 35.2, surprise),
            new IndicatorReading("negative-share", 0.64, 0.22, surprise)));
  }

  private static Alert alert(String brand, int revision, Status status, String text) {
    return alert(brand, revision, status, text, false);
  }

  private static Alert alert(
      String brand, int revision, Status status, String text, boolean exercise) {
    Excerpt excerpt =
        new Excerpt("tw-1", "twitter", text, NOON, "fr", "u1", 1_200, 0.9f, 3.7, null);
    return new Alert(
        "alt-1",
        "inc-1",
        revision,
        status,
        brand,
        62,
        Level.INCIDENT,
        List.of("pile-on"),
        NOON,
        NOON,
        NOON,
        NOON,
        "Far more than usual.",
        new Evidence(List.of(), List.of(excerpt), List.of(), Map.of("twitter", 412L)),
        exercise);
  }

  @Test
  void theTableTellsVolumeAgainstExpectationAndState() {
    BrandTable table = new BrandTable(BRANDS);
    table.accept(step("Telmora", NOON, 7.4));

    List<String> lines = table.lines();

    assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    assertThat(lines.get(1)).startsWith("Sorelune").endsWith("silent");
    assertThat(lines.get(2).split("\\s+"))
        .containsExactly("Telmora", "412", "35", "7.4", "64", "%", "22", "%", "signal");
  }

  @Test
  void theStateFollowsStepsAndAlerts() {
    BrandTable table = new BrandTable(BRANDS);
    assertThat(table.state("Telmora")).isEqualTo(BrandTable.State.SILENT);
    table.accept(
        new IndicatorStep(
            "Telmora", NOON, true, List.of(new IndicatorReading("volume", 3, null, null))));
    assertThat(table.state("Telmora")).isEqualTo(BrandTable.State.LEARNING);
    table.accept(step("Telmora", NOON.plusSeconds(60), 1));
    assertThat(table.state("Telmora")).isEqualTo(BrandTable.State.QUIET);
    table.accept(alert("Telmora", 1, Status.OPEN, "x"));
    assertThat(table.state("Telmora")).isEqualTo(BrandTable.State.INCIDENT);
    assertThat(table.level("Telmora")).isEqualTo(Level.INCIDENT);
    assertThat(table.lines().get(2)).contains("INCIDENT 62, from 12:00");
    table.accept(alert("Telmora", 3, Status.RESOLVED, "x"));
    table.accept(alert("Telmora", 2, Status.OPEN, "x"));
    assertThat(table.state("Telmora")).isEqualTo(BrandTable.State.QUIET);
    assertThat(table.level("Telmora")).isNull();
  }

  @Test
  void aDrillNeverStandsInThePlaceOfARealIncident() {
    BrandTable table = new BrandTable(BRANDS);
    table.accept(step("Telmora", NOON, 1));
    table.accept(alert("Telmora", 1, Status.OPEN, "x", true));
    assertThat(table.lines().get(2)).contains("EXERCISE 62, from 12:00");
    assertThat(table.level("Telmora")).as("no real one").isNull();
    table.accept(alert("Telmora", 1, Status.OPEN, "x"));
    table.accept(alert("Telmora", 2, Status.OPEN, "x", true));
    assertThat(table.lines().get(2)).contains("INCIDENT 62, from 12:00");
    table.accept(alert("Telmora", 3, Status.RESOLVED, "x"));
    table.accept(alert("Telmora", 3, Status.RESOLVED, "x", true));
    assertThat(table.lines().get(2)).endsWith("quiet");
  }

  @Test
  void aMergedIncidentIsNoLongerOneOfItsBrand() {
    BrandTable table = new BrandTable(BRANDS);
    table.accept(step("Telmora", NOON, 1));
    table.accept(alert("Telmora", 1, Status.OPEN, "x"));
    table.accept(alert("Telmora", 2, Status.MERGED, "x"));
    assertThat(table.state("Telmora")).isEqualTo(BrandTable.State.QUIET);
  }

  @Test
  void anOlderStepIsIgnored() {
    BrandTable table = new BrandTable(BRANDS);
    table.accept(step("Telmora", NOON, 1));
    table.accept(step("Telmora", NOON.minusSeconds(60), 99));

    assertThat(table.time()).isEqualTo(NOON);
    assertThat(table.state("Telmora")).isEqualTo(BrandTable.State.QUIET);
  }

  @Test
  void longLinesOfAnAlertBreakBetweenWords() {
    DemoScreen screen = screen(false);
    String words = "panne générale ".repeat(20).strip();
    screen.alert(alert("Telmora", 1, Status.OPEN, words));

    assertThat(shown().lines()).allMatch(line -> line.length() <= 106);
    assertThat(shown().replaceAll("\\s+", " ")).contains("panne générale panne générale panne");
  }

  @Test
  void plainLinesComeAtTheirPaceWithoutEscapeSequences() {
    DemoScreen screen = screen(false);
    screen.refresh(NOON);
    assertThat(shown()).as("nothing to show yet").isEmpty();

    screen.step(step("Telmora", NOON, 1));
    screen.status("1,000 mentions");
    screen.refresh(NOON);
    screen.refresh(NOON.plusSeconds(4));
    screen.refresh(NOON.plusSeconds(5));

    assertThat(shown()).doesNotContain("\u001b");
    assertThat(shown().lines().filter(line -> line.startsWith("Telmora"))).hasSize(2);
    assertThat(shown()).contains("Tue 3 Mar 12:00 in Paris   1,000 mentions");
  }

  @Test
  void aTerminalIsRedrawnInPlaceAndAnAlertStaysAboveTheTable() {
    DemoScreen screen = screen(true);
    screen.step(step("Telmora", NOON, 1));
    screen.refresh(NOON);
    bytes.reset();

    screen.alert(alert("Telmora", 1, Status.OPEN, "panne"));

    // one line of time, one heading, two brands
    assertThat(shown()).startsWith("\r\u001b[4A\u001b[J");
    assertThat(shown().indexOf("Far more than usual.")).isLessThan(shown().lastIndexOf("Sorelune"));
    bytes.reset();
    screen.refresh(NOON);
    assertThat(shown()).startsWith("\r\u001b[4A\u001b[J").contains("Telmora");
  }

  @Test
  void aLineBeforeTheFirstTableErasesNothing() {
    DemoScreen screen = screen(true);
    screen.line("Kafka 2.1 s");

    assertThat(shown()).isEqualTo("Kafka 2.1 s" + System.lineSeparator());
  }

  @Test
  void textsOfStrangersCannotSteerTheTerminal() {
    DemoScreen screen = screen(false);
    screen.alert(alert("Tel\u001b[2Jmora", 1, Status.OPEN, "a\u001b[31mred\r\nforged\u202etxt"));
    screen.step(step("Tel\u001b[2Jmora", NOON, 1));
    screen.refresh(NOON);

    assertThat(shown()).startsWith("ALERT INCIDENT 62/100");
    assertThat(shown()).doesNotContain("\u001b").doesNotContain("\u202e").doesNotContain("\r");
    assertThat(shown().lines()).noneMatch(line -> line.startsWith("forged"));
  }
}
