package io.vigie.connector;

import java.util.regex.Pattern;

/** Text as services accept it: posts may hold anything, and one bad character must stop no job. */
final class CleanText {
  /** An escaped NUL in JSON; an even number of backslashes before it are themselves escaped. */
  private static final Pattern ESCAPED_NUL =
      Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)(?:\\\\u0000)+");

  private CleanText() {}

  /** The text with U+FFFD in place of lone surrogates, which have no UTF-8. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return withoutLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String withoutLoneSurrogates(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /**
   * Well-formed text for a PostgreSQL column: without NUL, which PostgreSQL refuses, and at most
   * {@code longest} UTF-16 units, never cut within a character.
   */
  static String forColumn(String text, int longest) {
    String clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    if (clean.length() > longest) {
      boolean splitsPair = Character.isHighSurrogate(clean.charAt(longest - 1));
      clean = clean.substring(0, splitsPair ? longest - 1 : longest);
    }
    return wellFormed(clean);
  }

  /** JSON for a jsonb column: without escaped NULs, which jsonb refuses. */
  static String forJsonb(String json) {
    return json.contains("\\u0000") ? ESCAPED_NUL.matcher(json).replaceAll("$1") : json;
  }
}
