package io.vigie.cli.bench;

import java.util.List;
import java.util.Locale;

/** The tables of a benchmark, in Markdown. */
public final class BenchReport {

  private final List<Measurement> measurements;

  BenchReport(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
  }

  /** Rate, cost and memory of each variant, then its cost by stage. */
  public String text() {
    StringBuilder text = new StringBuilder();
    Measurement base = measurements.get(0);
    text.append("| variant | mentions/s | of the first | CPU s per million | of the first |")
        .append(" live heap MB | peak RSS MB |\n|---|--:|--:|--:|--:|--:|--:|\n");
    for (Measurement m : measurements) {
      line(
          text,
          "| %s | %,.0f | %.2f | %.1f | %.2f | %,d | %,d |",
          m.variant().label(),
          m.mentionsPerSecond(),
          m.mentionsPerSecond() / base.mentionsPerSecond(),
          m.cpuSecondsPerMillion(),
          m.cpuSecondsPerMillion() / base.cpuSecondsPerMillion(),
          m.liveHeapMegabytes(),
          m.peakResidentMegabytes());
    }
    text.append("\n| CPU s per million, by stage |");
    measurements.forEach(m -> text.append(' ').append(m.variant().label()).append(" |"));
    text.append("\n|---|").append("--:|".repeat(measurements.size())).append('\n');
    for (Stage stage : Stage.values()) {
      text.append("| ").append(stage.label()).append(" |");
      for (Measurement m : measurements) {
        double cost = m.cpuSecondsByStage().getOrDefault(stage, 0.0);
        text.append(
            String.format(
                Locale.ROOT, " %.1f (%.0f %%) |", cost, 100 * cost / m.cpuSecondsPerMillion()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
