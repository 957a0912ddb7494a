package io.vigie.cli.demo;

/**
 * Text of strangers, made harmless for a terminal: nothing in it can move the cursor, change
 * colours or turn the direction of reading.
 */
final class PlainText {

  private PlainText() {}

  /**
   * The text in one line: control, format and line-separating characters (among them escape
   * sequences' ESC, right-to-left overrides, lone surrogates) become one space each.
   */
  static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    plain.append(' ');
                default -> plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  /** At most so many characters (code points); an ellipsis stands for the rest. */
  static String cut(String text, int max) {
    if (text.codePointCount(0, text.length()) <= max) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
  }
}
