package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Level;
import io.vigie.scoring.Excerpt;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
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

  private final Contacts contacts;

  /** A writer that fills in these contacts. */
  public DraftWriter(Contacts contacts) {
    this.contacts = contacts;
  }

  /** The draft of a template, its first words saying that it is one. */
  public String write(Playbook playbook, TemplateKind kind, Language language, Alert alert) {
    return marked(playbook.template(kind, language), language, alert);
  }

  private String marked(String template, Language language, Alert alert) {
    String draft = language == Language.FR ? "BROUILLON" : "DRAFT";
    String exercise = language == Language.FR ? "EXERCICE – " : "EXERCISE – ";
    return "["
        + (alert.exercise() ? exercise : "")
        + draft
        + "] "
        + fill(template, language, alert);
  }

  private String fill(String template, Language language, Alert alert) {
    StringBuilder text = new StringBuilder(template.length() + 200);
    Matcher matcher = Placeholder.IN_TEXT.matcher(template);
    while (matcher.find()) {
      Placeholder placeholder = Placeholder.of(matcher.group(1));
      String value = placeholder == null ? null : value(placeholder, language, alert);
      if (value == null || value.isBlank()) {
        value = placeholder == null ? matcher.group() : placeholder.toBeCompleted(language);
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(text).toString();
  }

  /** The value of a placeholder, safe to show, or null where it is not known. */
  private @Nullable String value(Placeholder placeholder, Language language, Alert alert) {
    return switch (placeholder) {
      case BRAND -> SafeValue.name(alert.brand());
      case ORIGIN_PLATFORM -> originPlatform(alert);
      case STARTED_AT -> time(alert.startedAt(), language);
      case DETECTED_AT -> time(alert.detectedAt(), language);
      case LEVEL -> level(alert.severityLevel(), language);
      case MENTIONS -> mentions(alert);
      case INCIDENT_ID -> SafeValue.name(alert.incidentId());
      case TOP_MENTION -> topMention(alert, language);
      case COMPANY -> own(contacts.company());
      case SPOKESPERSON -> own(contacts.spokesperson());
      case CONTACT_LINE -> own(contacts.contactLine());
      case INFO_PAGE -> own(contacts.infoPage());
      case PERSON, FACTS, AFFECTED, MEASURES, ADVICE, NEXT_UPDATE, CORRECTION, SOURCE, ANSWER ->
          null;
    };
  }

  /**
   * The platform where it broke out, as far as the evidence tells: that of its earliest mention,
   * else the one with most mentions; null if neither is there.
   */
  static @Nullable String originPlatform(Alert alert) {
    String platform =
        alert.evidence().mentions().stream()
            .min(Comparator.comparing(Excerpt::createdAt).thenComparing(Excerpt::id))
            .map(Excerpt::platform)
            .orElseGet(
                () ->
                    alert.evidence().mentionsByPlatform().entrySet().stream()
                        .max(
                            Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .orElse(null));
    return platform == null ? null : SafeValue.name(platform);
  }

  private static @Nullable String mentions(Alert alert) {
    Map<String, Long> byPlatform = alert.evidence().mentionsByPlatform();
    return byPlatform.isEmpty()
        ? null
        : String.valueOf(byPlatform.values().stream().mapToLong(Long::longValue).sum());
  }

  private static @Nullable String topMention(Alert alert, Language language) {
    return alert.evidence().mentions().stream()
        .findFirst()
        .map(mention -> SafeValue.quote(mention.text(), language))
        .orElse(null);
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
