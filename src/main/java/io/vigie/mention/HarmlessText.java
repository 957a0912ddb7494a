package io.vigie.mention;

/** The text of a post as it may be passed on: posts may hold anything. */
public final class HarmlessText {

  private HarmlessText() {}

  /** The text with U+FFFD in place of NUL and of lone surrogates, which have no UTF-8. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || isUnpaired(text, i)) {
        return replaceHarmful(text);
      }
    }
    return text;
  }

  private static String replaceHarmful(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || isUnpaired(text, i)) {
        out.setCharAt(i, '\ufffd');
      }
    }
    return out.toString();
  }

  /** Whether a UTF-16 unit is a surrogate without its other half. */
  static boolean isUnpaired(String text, int i) {
    char c = text.charAt(i);
    if (!Character.isSurrogate(c)) {
      return false;
    }
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }
}
