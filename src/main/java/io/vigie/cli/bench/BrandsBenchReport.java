package io.vigie.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What detection cost and how large its state was, as Markdown and as JSON.
 *
 * @param hours of event time
 * @param unit what a span is: day or hour
 * @param spans one after the other
 * @param load of the machine, at the end
 */
public record BrandsBenchReport(int brands, int hours, String unit, List<Span> spans, double load) {

  private static final List<String> STATES =
      List.of("minutes", "history", "signals", "incidents", "all four");

  /** What was counted within one day or hour, over all brands. */
  static final class Span {
    long mentions;
    long steps;
    long signals;
    long revisions;
    long engineNanos;
    long signalNanos;
    long incidentNanos;

    /** Bytes at the end of the span: by state, then by brand; the last state is the sum. */
    private final int[][] bytes;

    Span(int brands) {
      bytes = new int[STATES.size()][brands];
    }

    boolean isSized() {
      return bytes[0].length > 0;
    }

    void size(int brand, int[] states) {
      for (int i = 0; i < states.length; i++) {
        bytes[i][brand] = states[i];
        bytes[states.length][brand] += states[i];
      }
    }

    private double micros(long nanos) {
      return steps == 0 ? 0 : nanos / 1e3 / steps;
    }

    double microsPerStep() {
      return micros(engineNanos + signalNanos + incidentNanos);
    }

    /** Mean, 99th percentile and largest of a state's bytes. */
    private long[] figures(int state) {
      int[] sorted = bytes[state].clone();
      Arrays.sort(sorted);
      return new long[] {
        Math.round(Arrays.stream(sorted).average().orElse(0)),
        sorted[(int) Math.ceil(0.99 * sorted.length) - 1],
        sorted[sorted.length - 1]
      };
    }
  }

  /** Two tables: by span, and the state at the end. */
  public String text() {
    StringBuilder table = new StringBuilder();
    table
        .append(String.format(Locale.ROOT, "| %s | mentions | steps | CPU us a step |", unit))
        .append(" indicators | signals | incidents | signals told | revisions | bytes a brand |")
        .append(" p99 | most |\n|--:|")
        .append("--:|".repeat(11))
        .append('\n');
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      long[] bytes = span.figures(STATES.size() - 1);
      table.append(
          String.format(
              Locale.ROOT,
              "| %d | %,d | %,d | %.1f | %.1f | %.1f | %.1f | %,d | %,d | %,d | %,d | %,d |%n",
              i + 1,
              span.mentions,
              span.steps,
              span.microsPerStep(),
              span.micros(span.engineNanos),
              span.micros(span.signalNanos),
              span.micros(span.incidentNanos),
              span.signals,
              span.revisions,
              bytes[0],
              bytes[1],
              bytes[2]));
    }
    table.append("\n| state at the end | mean bytes | p99 | most |\n|---|--:|--:|--:|\n");
    Span last = spans.get(spans.size() - 1);
    for (int state = 0; state < STATES.size(); state++) {
      long[] bytes = last.figures(state);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %,d |%n",
              STATES.get(state),
              bytes[0],
              bytes[1],
              bytes[2]));
    }
    return table
        .append(
            String.format(
                Locale.ROOT,
                "%n%,d brands, %,d hours, one thread; %.1f CPU s; load %.1f.%n",
                brands,
                hours,
                spans.stream().mapToDouble(s -> s.microsPerStep() * s.steps).sum() / 1e6,
                load))
        .toString();
  }

  /** The same for scripts. */
  public String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("brands", brands).put("hours", hours).put("unit", unit).put("load", load);
    var rows = root.putArray("spans");
    for (Span span : spans) {
      ObjectNode row =
          rows.addObject()
              .put("mentions", span.mentions)
              .put("steps", span.steps)
              .put("signals", span.signals)
              .put("revisions", span.revisions)
              .put("indicatorMicrosPerStep", span.micros(span.engineNanos))
              .put("signalMicrosPerStep", span.micros(span.signalNanos))
              .put("incidentMicrosPerStep", span.micros(span.incidentNanos));
      ObjectNode states = row.putObject("bytesPerBrand");
      for (int state = 0; state < STATES.size(); state++) {
        long[] bytes = span.figures(state);
        states
            .putObject(STATES.get(state))
            .put("mean", bytes[0])
            .put("p99", bytes[1])
            .put("most", bytes[2]);
      }
    }
    return root.toPrettyString();
  }
}
