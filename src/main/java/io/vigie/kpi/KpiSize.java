package io.vigie.kpi;

/** The lengths of KPI windows; each is aligned to UTC, where every day has 1,440 minutes. */
public enum KpiSize {
  MINUTE("1m", 1),
  QUARTER("15m", 15),
  HOUR("1h", 60),
  DAY("1d", 1440);

  private final String label;
  private final int minutes;

  KpiSize(String label, int minutes) {
    this.label = label;
    this.minutes = minutes;
  }

  /** The size in JSON and tables. */
  public String label() {
    return label;
  }

  /** Length in minutes. */
  public int minutes() {
    return minutes;
  }

  /** First minute (since 1970-01-01T00:00Z) of the window that a minute lies in. */
  public long startOf(long minute) {
    return Math.floorDiv(minute, (long) minutes) * minutes;
  }

  /**
   * Whether a window may be forgotten: its end lies further than the allowance for late mentions
   * behind the watermark (epoch milliseconds).
   */
  public boolean isOver(long startMinute, long watermarkMillis, long allowanceMillis) {
    long endMillis = (startMinute + minutes) * 60_000L;
    return watermarkMillis >= endMillis && watermarkMillis - endMillis >= allowanceMillis;
  }
}
