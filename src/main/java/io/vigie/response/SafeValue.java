package io.vigie.response;

import io.vigie.incident.PlainText;
import io.vigie.incident.SafeText;

/** Text from outside made fit for a draft that a person will copy into a public channel. */
final class SafeValue {

  static final int MAX_NAME = 80;
  static final int MAX_QUOTE = 280;

  private SafeValue() {}

  /** A name, which may hold a dot as in the name of a web shop. */
  static String name(String text) {
    return SafeText.name(text, MAX_NAME);
  }

  /** Words of a stranger; links are replaced by a note. */
  static String quote(String text, Language language) {
    return SafeText.quote(
        text, MAX_QUOTE, language == Language.FR ? "[lien retiré]" : "[link removed]");
  }

  /** A value that the user wrote in the contacts: links are theirs. */
  static String own(String text) {
    return PlainText.oneLine(text, ContactsReader.MAX_VALUE);
  }
}
