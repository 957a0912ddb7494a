package io.vigie.cli.backtest;

import io.vigie.kpi.Tally;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Counted mentions of one brand: rows {@code timestamp,value} in ascending order, in buckets of one
 * width. A timestamp is the beginning of its bucket, ISO 8601 or {@code yyyy-MM-dd HH:mm:ss}, UTC
 * unless it says otherwise.
 *
 * <p><b>Into minutes.</b> A count is known when its bucket is over. A bucket of up to an hour
 * therefore counts in its last minute: nothing is seen before it could have been, and an hour holds
 * exactly the buckets that end in it. A wider bucket is spread evenly over its minutes, because
 * indicators look at an hour; detection times are then good to one bucket only.
 *
 * @param brand whom it is about
 * @param widthSeconds width of a bucket: the most frequent distance of two rows, 60 or more
 * @param starts beginning of each bucket, epoch seconds, ascending
 * @param values mentions in each bucket, 0 or more
 */
public record CountsFile(String brand, long widthSeconds, long[] starts, long[] values)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String PLATFORM = "counts";
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int MAX_PROBLEMS = 20;

  /**
   * Reads a file; {@code .gz} is unpacked. A first line without a number is a header.
   *
   * @param problems collects what is wrong, with lines; what comes back is usable only if there is
   *     none
   */
  static CountsFile read(Path file, String brand, Problems problems) {
    List<long[]> rows = new ArrayList<>();
    int bad = 0;
    try (BufferedReader lines = open(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank() || (number == 1 && line.strip().equalsIgnoreCase("timestamp,value"))) {
          continue;
        }
        try {
          long[] row = row(line);
          if (!rows.isEmpty() && row[0] <= rows.get(rows.size() - 1)[0]) {
            throw new IllegalArgumentException("the timestamp is not later than the one before");
          }
          rows.add(row);
        } catch (IllegalArgumentException | DateTimeException e) {
          if (++bad <= MAX_PROBLEMS) {
            problems.add(new Problem(file.toString(), number, reason(e)));
          }
        }
      }
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, "counts cannot be read: " + e));
      return new CountsFile(brand, MINUTE, new long[0], new long[0]);
    }
    long width = MINUTE;
    if (rows.size() < 2) {
      problems.add(
          new Problem(file.toString(), 0, "at least two rows 'timestamp,value' are needed"));
    } else {
      width = mostFrequentDistance(rows);
      if (width < MINUTE) {
        problems.add(
            new Problem(
                file.toString(),
                0,
                "buckets are " + width + " s wide; a minute is the least (add them up first)"));
      }
    }
    return new CountsFile(
        brand,
        width,
        rows.stream().mapToLong(row -> row[0]).toArray(),
        rows.stream().mapToLong(row -> row[1]).toArray());
  }

  /** All mentions. */
  long total() {
    return Arrays.stream(values).sum();
  }

  /** How many tallies there are: one a bucket, or one a minute of a wide bucket. */
  int size() {
    return starts.length * minutesPerBucket();
  }

  /** Minute (since 1970-01-01T00:00Z) of a tally. */
  long minute(int index) {
    int per = minutesPerBucket();
    long start = starts[index / per];
    return per == 1
        ? Math.floorDiv(start + widthSeconds - 1, MINUTE)
        : Math.floorDiv(start, MINUTE) + index % per;
  }

  /** A tally: what was counted in its minute, all of it unscored. */
  Tally tally(int index) {
    int per = minutesPerBucket();
    long value = values[index / per];
    int part = index % per;
    long count = value * (part + 1) / per - value * part / per; // sums up to the value
    Tally tally = new Tally(brand, PLATFORM, minute(index), false);
    tally.counts.mentions = count;
    tally.counts.unscored = count;
    return tally;
  }

  private int minutesPerBucket() {
    return widthSeconds <= HOUR ? 1 : (int) (widthSeconds / MINUTE);
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static long[] row(String line) {
    int comma = line.indexOf(',');
    if (comma < 0 || line.indexOf(',', comma + 1) >= 0) {
      throw new IllegalArgumentException("should be 'timestamp,value'");
    }
    double value;
    try {
      value = Double.parseDouble(line.substring(comma + 1).strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the value is no number", e);
    }
    if (!(value >= 0 && value <= 1e12) || value != Math.rint(value)) {
      throw new IllegalArgumentException("the value should be a whole number from 0 to 10^12");
    }
    return new long[] {seconds(line.substring(0, comma).strip()), (long) value};
  }

  private static long seconds(String text) {
    String iso = text.replace(' ', 'T');
    int time = iso.indexOf('T');
    boolean zoned =
        time > 0 && (iso.endsWith("Z") || iso.indexOf('+', time) > 0 || iso.indexOf('-', time) > 0);
    return zoned
        ? OffsetDateTime.parse(iso).toEpochSecond()
        : LocalDateTime.parse(time > 0 ? iso : iso + "T00:00").toEpochSecond(ZoneOffset.UTC);
  }

  private static String reason(RuntimeException e) {
    return e instanceof DateTimeException
        ? "the timestamp should be like 2026-01-05T09:00:00Z or 2026-01-05 09:00:00"
        : String.valueOf(e.getMessage());
  }

  /** Of equally frequent distances the smallest. */
  private static long mostFrequentDistance(List<long[]> rows) {
    Map<Long, Integer> distances = new HashMap<>();
    for (int i = 1; i < rows.size(); i++) {
      distances.merge(rows.get(i)[0] - rows.get(i - 1)[0], 1, Integer::sum);
    }
    return distances.entrySet().stream()
        .max(
            Map.Entry.<Long, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(java.util.Comparator.reverseOrder())))
        .orElseThrow()
        .getKey();
  }
}
