package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Level;
import io.vigie.mention.Folding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills templates from an alert and the contacts. What nobody knows yet stays visible as {@code [à
 * compléter : …]} or {@code [to be completed: …]}; each draft says that it is one, and that it is
 * an exercise where it is. Values are put in once: a placeholder in a value is not filled again.
 */
public final class DraftWriter {

  private static final Map<Language, DateTimeFormatter> TIMES =
      Map.of(
          Language.FR,
              DateTimeFormatter.ofPattern("d MMMM uuuu 'à' HH 'h' mm 'UTC'", Language.FR.locale()),
          Language.EN,
              DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Language.EN.locale()));

  /** The end of a text that is elided before a vowel. */
  private static final Pattern BEFORE_VOWEL =
      Pattern.compile("(?:^|[^\\p{L}])(?:d|qu)e $", Pattern.CASE_INSENSITIVE);

  private final Contacts contacts;

  /** A writer that fills in these contacts. */
  public DraftWriter(Contacts contacts) {
    this.contacts = contacts;
  }

  /** The draft of a template, its first words saying that it is one. */
  public String write(Playbook playbook, TemplateKind kind, Language language, Alert alert) {
    return write(playbook.template(kind, language), language, DraftFacts.of(alert), null);
  }

  /**
   * The draft of a text with placeholders, its first words saying that it is one.
   *
   * @param answer what stands for {@code {{answer}}}, as the user wrote it, or null where a person
   *     has to write it
   */
  String write(String template, Language language, DraftFacts facts, @Nullable String answer) {
    String draft = language == Language.FR ? "BROUILLON" : "DRAFT";
    String exercise = language == Language.FR ? "EXERCICE – " : "EXERCISE – ";
    return "["
        + (facts.exercise() ? exercise : "")
        + draft
        + "] "
        + fill(template, language, facts, answer);
  }

  private String fill(
      String template, Language language, DraftFacts facts, @Nullable String answer) {
    StringBuilder text = new StringBuilder(template.length() + 200);
    Matcher matcher = Placeholder.IN_TEXT.matcher(template);
    while (matcher.find()) {
      Placeholder placeholder = Placeholder.of(matcher.group(1));
      String value =
          placeholder == Placeholder.ANSWER
              ? answer
              : placeholder == null ? null : value(placeholder, language, facts);
      if (value == null || value.isBlank()) {
        value = placeholder == null ? matcher.group() : placeholder.toBeCompleted(language);
      }
      matcher.appendReplacement(text, "");
      if (language == Language.FR && placeholder != null) {
        elide(text, value);
      }
      text.append(value);
    }
    return matcher.appendTail(text).toString();
  }

  /**
   * French drops the e of "de" and "que" before a vowel: "les clients d'Aerolys". Not before h,
   * which may be aspirate, nor y.
   */
  private static void elide(StringBuilder text, String value) {
    String folded = Folding.fold(value);
    if (!folded.isEmpty()
        && "aeiou".indexOf(folded.charAt(0)) >= 0
        && BEFORE_VOWEL.matcher(text).find()) {
      text.setLength(text.length() - 2);
      text.append('\'');
    }
  }

  /** The value of a placeholder, safe to show, or null where it is not known. */
  private @Nullable String value(Placeholder placeholder, Language language, DraftFacts facts) {
    String platform = facts.originPlatform();
    String mention = facts.topMention();
    Long mentions = facts.mentions();
    return switch (placeholder) {
      case BRAND -> SafeValue.name(facts.brand());
      case ORIGIN_PLATFORM -> platform == null ? null : SafeValue.name(platform);
      case STARTED_AT -> time(facts.startedAt(), language);
      case DETECTED_AT -> time(facts.detectedAt(), language);
      case LEVEL -> level(facts.level(), language);
      case MENTIONS -> mentions == null ? null : String.valueOf(mentions);
      case INCIDENT_ID -> SafeValue.name(facts.incidentId());
      case TOP_MENTION -> mention == null ? null : SafeValue.quote(mention, language);
      case COMPANY -> own(contacts.company());
      case SPOKESPERSON -> own(contacts.spokesperson());
      case CONTACT_LINE -> own(contacts.contactLine());
      case INFO_PAGE -> own(contacts.infoPage());
      case PERSON, FACTS, AFFECTED, MEASURES, ADVICE, NEXT_UPDATE, CORRECTION, SOURCE, ANSWER ->
          null;
    };
  }

  private static @Nullable String own(@Nullable String value) {
    return value == null ? null : SafeValue.own(value);
  }

  private static String time(Instant at, Language language) {
    return Objects.requireNonNull(TIMES.get(language)).format(at.atZone(ZoneOffset.UTC));
  }

  private static String level(Level level, Language language) {
    if (language == Language.EN) {
      return level.label();
    }
    return switch (level) {
      case INFO -> "information";
      case WATCH -> "vigilance";
      case INCIDENT -> "incident";
      case CRISIS -> "crise";
    };
  }
}
