package io.vigie.cli.page;

import java.util.Locale;

/** Text of an SVG, with everything from outside escaped. */
public final class Svg {

  private final StringBuilder text = new StringBuilder(1 << 16);

  /** Text as it may stand in HTML, SVG and their quoted attributes. */
  public static String escaped(String raw) {
    StringBuilder safe = new StringBuilder(raw.length() + 16);
    raw.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                  boolean odd =
                      Character.getType(c) == Character.CONTROL
                          || Character.getType(c) == Character.FORMAT
                          || Character.getType(c) == Character.SURROGATE;
                  if (odd) {
                    safe.append(' '); // could reorder or hide what is beside it
                  } else {
                    safe.appendCodePoint(c);
                  }
                }
              }
            });
    return safe.toString();
  }

  /** A coordinate with one decimal. */
  public static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The next of 1, 2, 4, 5, 8, 10, 20, 40, … at or above a positive value: where an axis ends. */
  public static double niceAbove(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 2, 4, 5, 8}) {
      if (value <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** A rectangle with a hint that shows when pointed at. */
  public Svg rect(String kind, double x, double y, double width, double height, String hint) {
    text.append("<rect class=\"")
        .append(kind)
        .append("\" x=\"")
        .append(at(x))
        .append("\" y=\"")
        .append(at(y))
        .append("\" width=\"")
        .append(at(Math.max(width, 1.5)))
        .append("\" height=\"")
        .append(at(height))
        .append("\"><title>")
        .append(escaped(hint))
        .append("</title></rect>");
    return this;
  }

  /** A straight line. */
  public Svg line(String kind, double x1, double y1, double x2, double y2) {
    text.append("<line class=\"")
        .append(kind)
        .append("\" x1=\"")
        .append(at(x1))
        .append("\" y1=\"")
        .append(at(y1))
        .append("\" x2=\"")
        .append(at(x2))
        .append("\" y2=\"")
        .append(at(y2))
        .append("\"/>");
    return this;
  }

  /** A path; nothing for empty data. */
  public Svg path(String kind, String data) {
    if (!data.isEmpty()) {
      text.append("<path class=\"").append(kind).append("\" d=\"").append(data).append("\"/>");
    }
    return this;
  }

  /** Words; anchor is start, middle or end. */
  public Svg words(String kind, String anchor, double x, double y, String words) {
    text.append("<text class=\"")
        .append(kind)
        .append("\" text-anchor=\"")
        .append(anchor)
        .append("\" x=\"")
        .append(at(x))
        .append("\" y=\"")
        .append(at(y))
        .append("\">")
        .append(escaped(words))
        .append("</text>");
    return this;
  }

  /** The whole, with a view of this size that scales to the page. */
  public String whole(double width, double height, String title) {
    return "<svg viewBox=\"0 0 "
        + at(width)
        + " "
        + at(height)
        + "\" role=\"img\"><title>"
        + escaped(title)
        + "</title>"
        + text
        + "</svg>\n";
  }
}
