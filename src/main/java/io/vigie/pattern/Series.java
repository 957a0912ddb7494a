package io.vigie.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers step by step, in the notation of Prometheus' rule tests: terms with blanks between, each
 * {@code 5}, {@code a+bxn} (a, a+b, … a+n·b: n+1 numbers), {@code a-bxn}, {@code axn} (a, n+1
 * times), {@code _} (none), {@code _xn} (none, n times).
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/">the
 *     notation</a>
 */
final class Series {

  /** Longest series, in steps: a week of minutes. */
  static final int MAX_STEPS = 7 * 24 * 60;

  private static final String NUMBER = "\\d{1,12}(?:\\.\\d{1,9})?";
  private static final Pattern TERM =
      Pattern.compile("(-?" + NUMBER + ")(?:([+-]" + NUMBER + "))?(?:x(\\d{1,6}))?");
  private static final Pattern NONE = Pattern.compile("_(?:x(\\d{1,6}))?");

  private Series() {}

  /**
   * The numbers of a series, null where there is none.
   *
   * @throws IllegalArgumentException with the term that cannot be read, or if it is too long
   */
  static List<@Nullable Double> parse(String text) {
    List<@Nullable Double> numbers = new ArrayList<>();
    for (String term : text.strip().split("\\s+")) {
      Matcher none = NONE.matcher(term);
      Matcher some = TERM.matcher(term);
      if (none.matches()) {
        int times = none.group(1) == null ? 1 : Integer.parseInt(none.group(1));
        checkLength(numbers.size() + (long) times);
        for (int i = 0; i < times; i++) {
          numbers.add(null);
        }
      } else if (some.matches() && (some.group(2) == null || some.group(3) != null)) {
        double first = Double.parseDouble(some.group(1));
        double step = some.group(2) == null ? 0 : Double.parseDouble(some.group(2));
        int times = some.group(3) == null ? 0 : Integer.parseInt(some.group(3));
        checkLength(numbers.size() + times + 1L);
        for (int i = 0; i <= times; i++) {
          numbers.add(first + i * step);
        }
      } else {
        throw new IllegalArgumentException(
            "'" + term + "' is no part of a series; write 5, 5+1x10, 5-1x10, 5x10, _ or _x10");
      }
    }
    return numbers;
  }

  private static void checkLength(long steps) {
    if (steps > MAX_STEPS) {
      throw new IllegalArgumentException("a series has at most " + MAX_STEPS + " steps");
    }
  }
}
