package io.vigie.cli.backtest;

final class ReportHtml {
  private ReportHtml() {}

  static String of(BacktestReport report) {
    return "";
  }
}
