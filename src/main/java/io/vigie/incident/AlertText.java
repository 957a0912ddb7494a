package io.vigie.incident;

import io.vigie.incident.Evidence.SignalEvidence;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.incident.SuggestedPlaybook.SimilarCase;
import io.vigie.incident.Voices.FirstMention;
import io.vigie.incident.Voices.Term;
import io.vigie.incident.Voices.Used;
import io.vigie.scoring.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An alert as a block of lines for a terminal. Plain text without any colour or control sequence;
 * what comes from strangers cannot bring one in, nor start a line of its own.
 */
public final class AlertText {

  private static final int MENTIONS = 3;
  private static final int MAX_NAME = 80;
  private static final int MAX_MENTION = 140;

  /** Surprises beyond this only say that the baseline never saw such a thing. */
  private static final double MAX_SURPRISE = 99;

  private AlertText() {}

  /** The block: lines ended by {@code \n}, the last one too. */
  public static String of(Alert alert) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s%s %d/100 %s (%s) at %s",
        alert.exercise() ? "EXERCISE " : "",
        alert.severityLevel().name(),
        (int) alert.severity(), // rounded down, as a level begins at its number
        PlainText.oneLine(alert.brand(), MAX_NAME),
        alert.status().label(),
        alert.at());
    line(text, "  %s", PlainText.oneLine(alert.summary(), Integer.MAX_VALUE));
    if (!alert.evidence().signals().isEmpty()) {
      line(text, "  why:");
      alert.evidence().signals().forEach(signal -> line(text, "    %s", reason(signal)));
    }
    if (!alert.evidence().factors().isEmpty()) {
      line(text, "  severity: %s", points(alert.evidence().factors()));
    }
    Voices voices = alert.evidence().voices();
    if (voices != null) {
      appendVoices(text, voices);
    }
    if (!alert.evidence().mentions().isEmpty()) {
      line(text, "  mentions that weigh most:");
      alert.evidence().mentions().stream()
          .limit(MENTIONS)
          .forEach(mention -> line(text, "    %s", mention(mention)));
    }
    SuggestedPlaybook playbook = alert.playbook();
    if (playbook != null) {
      appendPlaybook(text, playbook);
    }
    line(
        text,
        "  patterns %s, revision %d, %s, %s",
        PlainText.oneLine(String.join(", ", alert.patterns()), MAX_MENTION),
        alert.revision(),
        alert.incidentId(),
        alert.alertId());
    return text.toString();
  }

  /** The words with their shares, tags and links, and where it began. */
  private static void appendVoices(StringBuilder text, Voices voices) {
    if (!voices.terms().isEmpty()) {
      line(
          text,
          "  said more than usual: %s",
          voices.terms().stream().map(AlertText::term).collect(Collectors.joining(", ")));
    }
    if (!voices.hashtags().isEmpty()) {
      line(text, "  hashtags: %s", used(voices.hashtags()));
    }
    if (!voices.links().isEmpty()) {
      line(text, "  links to: %s", used(voices.links()));
    }
    if (!voices.firstMentions().isEmpty()) {
      FirstMention first = voices.firstMentions().get(0);
      String author = first.author();
      line(
          text,
          "  began at %s on %s, by %s%s: %s",
          first.createdAt(),
          PlainText.oneLine(first.platform(), MAX_NAME),
          author == null ? "unknown author" : PlainText.oneLine(author, MAX_NAME),
          followers(first.followers()),
          PlainText.oneLine(first.text(), MAX_MENTION));
    }
  }

  private static String term(Term term) {
    return PlainText.oneLine(term.term(), MAX_NAME)
        + " ("
        + percent(term.share())
        + ", usually "
        + percent(term.usualShare())
        + ")";
  }

  private static String used(List<Used> terms) {
    return terms.stream()
        .map(term -> PlainText.oneLine(term.term(), MAX_NAME) + " (" + percent(term.share()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    return share > 0 && share < 0.005 ? "<1 %" : Math.round(100 * share) + " %";
  }

  private static String followers(long followers) {
    return followers > 0 ? " (" + followers + " followers)" : "";
  }

  /** Which playbook and why, and what is due first. */
  private static void appendPlaybook(StringBuilder text, SuggestedPlaybook playbook) {
    line(
        text,
        "  playbook %s (%s): %s",
        PlainText.oneLine(playbook.id(), MAX_NAME),
        PlainText.oneLine(String.join(", ", playbook.strategy()), MAX_MENTION),
        PlainText.oneLine(playbook.why(), 2 * MAX_MENTION));
    if (!playbook.firstTasks().isEmpty()) {
      FirstTask first = playbook.firstTasks().get(0);
      line(
          text,
          "  first task, by %s: %s (%s)",
          first.dueAt(),
          PlainText.oneLine(first.task(), 2 * MAX_MENTION),
          PlainText.oneLine(first.role(), MAX_NAME));
    }
    List<SimilarCase> cases = playbook.similarCases();
    if (cases != null && cases.isEmpty()) {
      line(text, "  no similar case is remembered");
    } else if (cases != null) {
      appendCase(text, cases.get(0));
    }
  }

  /** The nearest case, and the first of what went well or badly in it. */
  private static void appendCase(StringBuilder text, SimilarCase nearest) {
    line(text, "  similar case: %s", PlainText.oneLine(nearest.title(), MAX_MENTION));
    nearest.helped().stream()
        .limit(1)
        .forEach(
            one ->
                line(text, "    went well there: %s", PlainText.oneLine(one.what(), MAX_MENTION)));
    nearest.hurt().stream()
        .limit(1)
        .forEach(
            one ->
                line(text, "    went badly there: %s", PlainText.oneLine(one.what(), MAX_MENTION)));
  }

  private static String reason(SignalEvidence signal) {
    StringBuilder reason = new StringBuilder(PlainText.oneLine(signal.name(), MAX_NAME));
    reason.append(": ").append(PlainText.oneLine(signal.indicator(), MAX_NAME));
    reason.append(' ').append(number(signal.value()));
    Double expected = signal.expected();
    if (expected != null) {
      reason.append(", expected ").append(number(expected));
    }
    Double surprise = signal.surprise();
    if (surprise != null) {
      reason.append(", surprise ").append(number(Math.min(MAX_SURPRISE, surprise)));
      reason.append(surprise > MAX_SURPRISE ? " or more" : "");
    }
    return reason.append(", at ").append(signal.at()).toString();
  }

  private static String points(List<SeverityFactor> factors) {
    return String.join(
        ", ",
        factors.stream()
            .filter(factor -> Math.round(factor.points()) > 0)
            .map(factor -> factor.name() + " " + Math.round(factor.points()))
            .toList());
  }

  private static String mention(Excerpt mention) {
    String author = mention.author();
    return String.format(
        Locale.ROOT,
        "[%s] %s%s: %s",
        PlainText.oneLine(mention.platform(), MAX_NAME),
        author == null ? "unknown author" : PlainText.oneLine(author, MAX_NAME),
        followers(mention.followers()),
        PlainText.oneLine(mention.text(), MAX_MENTION));
  }

  /** Whole from 100, otherwise at most two decimals that say something. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "unknown";
    }
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ENGLISH, "%,.0f", value);
    }
    String decimals = String.format(Locale.ROOT, "%.2f", value);
    return decimals.endsWith(".00") ? decimals.substring(0, decimals.length() - 3) : decimals;
  }

  private static void line(StringBuilder text, String format, Object... parts) {
    text.append(String.format(Locale.ROOT, format, parts)).append('\n');
  }
}
