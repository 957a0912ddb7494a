package io.vigie.response;

import java.util.Locale;

/** A language that playbooks are written in. */
public enum Language {
  FR(Locale.FRENCH),
  EN(Locale.ENGLISH);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** ISO 639-1 code, the key in YAML and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The locale of its numbers and dates. */
  public Locale locale() {
    return locale;
  }
}
