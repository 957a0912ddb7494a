package io.vigie.response;

import io.vigie.incident.PlainText;
import java.util.regex.Pattern;

/**
 * Text from outside made fit for a draft that a person will copy into a public channel: one line,
 * without control characters, without anything that calls people or groups ({@code @all}, {@code
 * <!channel>}) and without the links of strangers.
 */
final class SafeValue {

  static final int MAX_NAME = 80;
  static final int MAX_QUOTE = 280;

  /** Something with a scheme, with www., or that a chat programme would make a link of. */
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)(?:[a-z][a-z0-9+.-]{0,20}:/{1,2}|www\\.|(?:mailto|javascript|data|tel):)\\S+"
              + "|\\b[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){0,8}\\.\\p{L}{2,24}\\b(?:/\\S*)?");

  private static final Pattern SCHEME = Pattern.compile("(?i)[a-z][a-z0-9+.-]{0,20}:/{1,2}\\S*");

  private SafeValue() {}

  /** A name, which may hold a dot as in the name of a web shop. */
  static String name(String text) {
    return harmless(SCHEME.matcher(PlainText.oneLine(text, MAX_NAME)).replaceAll("")).strip();
  }

  /** Words of a stranger; links are replaced by a note. */
  static String quote(String text, Language language) {
    String note = language == Language.FR ? "[lien retiré]" : "[link removed]";
    String line = PlainText.oneLine(text, MAX_QUOTE);
    return harmless(LINK.matcher(line).replaceAll(note)).strip();
  }

  /** A value that the user wrote in the contacts: links are theirs. */
  static String own(String text) {
    return PlainText.oneLine(text, ContactsReader.MAX_VALUE);
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
