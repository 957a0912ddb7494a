package io.vigie.cli.backtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a back-test has to tell: {@code report.json}, {@code report.html} and a table on the
 * terminal.
 *
 * @param history what was run
 * @param tried one back-test, or two versions of the patterns on the same history
 * @param sweep a threshold at several values, or null
 */
public record BacktestReport(
    HistoryFiles history, List<Backtest> tried, @Nullable SweepCurve sweep) {

  /** Writes {@code report.json} and {@code report.html}. */
  public void write(Path out) throws IOException {
    Files.writeString(out.resolve("report.json"), ReportJson.of(this), StandardCharsets.UTF_8);
    Files.writeString(out.resolve("report.html"), ReportHtml.of(this), StandardCharsets.UTF_8);
  }

  /** Prints the table. */
  public void print(PrintWriter text) {
    ReportTable.print(this, text);
    text.flush();
  }
}
