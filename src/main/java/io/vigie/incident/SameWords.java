package io.vigie.incident;

/**
 * By what two texts are known to say the same: their words, whatever their links, mentioned users,
 * case or punctuation. A headline that hundreds share is one wording.
 */
public final class SameWords {

  private SameWords() {}

  /** The words of a text alone; a text without any (emoji) stands for itself. */
  public static String of(String text) {
    StringBuilder words = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      if (codePoint == '@' || text.startsWith("http://", at) || text.startsWith("https://", at)) {
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
          at++;
        }
        continue;
      }
      at += Character.charCount(codePoint);
      if (Character.isLetterOrDigit(codePoint)) {
        words.appendCodePoint(Character.toLowerCase(codePoint));
      } else if (words.length() > 0 && words.charAt(words.length() - 1) != ' ') {
        words.append(' ');
      }
    }
    String message = words.toString().strip();
    return message.isEmpty() ? text : message;
  }
}
