package io.vigie.response;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a template may leave open, written <code>{{key}}</code>: a closed list, so that a slip of
 * the pen is found when the file is checked and not in the middle of a crisis.
 */
public enum Placeholder {
  BRAND("brand", Source.ALERT, "la marque", "the brand"),
  ORIGIN_PLATFORM(
      "originPlatform", Source.ALERT, "la plateforme d'origine", "the platform where it began"),
  STARTED_AT("startedAt", Source.ALERT, "le début", "when it began"),
  DETECTED_AT("detectedAt", Source.ALERT, "l'heure de détection", "when it was detected"),
  LEVEL("severityLevel", Source.ALERT, "le niveau de gravité", "the severity level"),
  MENTIONS("mentions", Source.ALERT, "le nombre de mentions", "the number of mentions"),
  INCIDENT_ID("incidentId", Source.ALERT, "la référence de l'incident", "the incident's reference"),
  TOP_MENTION(
      "topMention", Source.ALERT, "la mention la plus marquante", "the mention that weighs most"),

  COMPANY("company", Source.CONTACTS, "le nom de l'entreprise", "the company's name"),
  SPOKESPERSON(
      "spokesperson",
      Source.CONTACTS,
      "le nom et la fonction du porte-parole",
      "name and function of the spokesperson"),
  CONTACT_LINE(
      "contactLine",
      Source.CONTACTS,
      "le canal privé où nous joindre",
      "the private channel to reach us"),
  INFO_PAGE(
      "infoPage", Source.CONTACTS, "la page d'information", "the page with verified information"),

  PERSON("person", Source.PEOPLE, "le prénom ou le pseudonyme", "the person's name"),
  FACTS("facts", Source.PEOPLE, "les faits vérifiés", "the verified facts"),
  AFFECTED(
      "affected", Source.PEOPLE, "les personnes ou services touchés", "who or what is affected"),
  MEASURES("measures", Source.PEOPLE, "les mesures en cours", "the measures under way"),
  ADVICE(
      "advice",
      Source.PEOPLE,
      "ce que chacun doit faire pour se protéger",
      "what people should do"),
  NEXT_UPDATE(
      "nextUpdate",
      Source.PEOPLE,
      "l'heure du prochain point d'information",
      "the time of the next update"),
  CORRECTION("correction", Source.PEOPLE, "l'information exacte", "what is true"),
  SOURCE("source", Source.PEOPLE, "la source vérifiable", "the source that proves it"),
  ANSWER("answer", Source.PEOPLE, "la réponse à la question", "the answer to the question");

  /** Where a value comes from. */
  public enum Source {
    /** The alert and its evidence. */
    ALERT,
    /** The contacts that the user wrote. */
    CONTACTS,
    /** Nobody but the person who finishes the draft. */
    PEOPLE
  }

  /** A placeholder in a text; group 1 is its key, whatever stands there. */
  static final Pattern IN_TEXT = Pattern.compile("\\{\\{([^{}]*)\\}\\}");

  private final String key;
  private final Source source;
  private final String french;
  private final String english;

  Placeholder(String key, Source source, String french, String english) {
    this.key = key;
    this.source = source;
    this.french = french;
    this.english = english;
  }

  /** The key between the braces. */
  public String key() {
    return key;
  }

  /** Where its value comes from. */
  public Source source() {
    return source;
  }

  /** What belongs there, in words. */
  public String inWords(Language language) {
    return language == Language.FR ? french : english;
  }

  /** What a draft shows while the value is missing. */
  public String toBeCompleted(Language language) {
    return language == Language.FR
        ? "[à compléter : " + french + "]"
        : "[to be completed: " + english + "]";
  }

  /** All keys, in the order of this list. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Placeholder::key).toList();
  }

  /** The placeholder of a key, or null if there is none. */
  public static @Nullable Placeholder of(String key) {
    for (Placeholder placeholder : values()) {
      if (placeholder.key.equals(key.strip())) {
        return placeholder;
      }
    }
    return null;
  }
}
