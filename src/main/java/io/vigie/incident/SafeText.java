package io.vigie.incident;

import java.util.regex.Pattern;

/**
 * Text of strangers made fit for a channel in which programs read along (a chat, a mail, a public
 * answer): one line, without control characters, without anything that calls people or groups
 * ({@code @all}, {@code <!channel>}), opens mark-up, or is a link of theirs.
 */
public final class SafeText {

  /** Something with a scheme, with www., or that a chat program would make a link of. */
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)(?:[a-z][a-z0-9+.-]{0,20}:/{1,2}|www\\.|(?:mailto|javascript|data|tel):)\\S+"
              + "|\\b[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,8}\\.\\p{L}{2,24}\\b(?:/\\S*)?");

  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]{0,20}:/{1,2}\\S*");

  private SafeText() {}

  /**
   * A name, which may hold a dot as in the name of a web shop.
   *
   * @param max longest result, in code points
   */
  public static String name(String text, int max) {
    return harmless(SCHEME.matcher(PlainText.oneLine(text, max)).replaceAll("")).strip();
  }

  /**
   * Words of a stranger.
   *
   * @param max longest quote before links are replaced, in code points
   * @param note what stands in place of a link
   */
  public static String quote(String text, int max, String note) {
    String line = PlainText.oneLine(text, max);
    return harmless(LINK.matcher(line).replaceAll(note)).strip();
  }

  /** Without the characters that call people, open mark-up or start a formula or a template. */
  private static String harmless(String line) {
    StringBuilder safe = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '@', '\uff20', '\ufe6b', '`', '{', '}' -> {}
        case '<' -> safe.append('‹');
        case '>' -> safe.append('›');
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
