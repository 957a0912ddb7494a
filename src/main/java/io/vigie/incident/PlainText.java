package io.vigie.incident;

/** Text of strangers made fit for one line of a terminal, a log or a message. */
public final class PlainText {

  private static final String CUT = "…";

  private PlainText() {}

  /**
   * One line without anything that moves a cursor, starts a line or turns the reading direction:
   * control, format, surrogate and separator characters become one space, as does any run of
   * spaces.
   *
   * @param max longest result, in code points; a longer text is cut and ends with an ellipsis
   */
  public static String oneLine(String text, int max) {
    StringBuilder line = new StringBuilder();
    boolean space = false;
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (isUnsafe(codePoint)) {
        space = length > 0;
        continue;
      }
      int longer = length + (space ? 2 : 1);
      if (longer > max || (longer == max && hasMore(text, i))) {
        return line.append(CUT).toString();
      }
      if (space) {
        line.append(' ');
        length++;
        space = false;
      }
      line.appendCodePoint(codePoint);
      length++;
    }
    return line.toString();
  }

  private static boolean hasMore(String text, int from) {
    return text.codePoints().skip(text.codePointCount(0, from)).anyMatch(c -> !isUnsafe(c));
  }

  private static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
