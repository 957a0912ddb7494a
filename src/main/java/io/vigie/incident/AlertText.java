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
import org.jspecify.annotations.Nullable;

/**
 * An alert as a block of lines for a terminal. Plain text without any colour or control sequence;
 * what comes from strangers cannot bring one in, nor start a line of its own. In English or French;
 * names of signals, factors and patterns, and what a playbook says, stay as they are.
 */
public final class AlertText {

  private static final int MENTIONS = 3;
  private static final int MAX_NAME = 80;
  private static final int MAX_MENTION = 140;

  /** Surprises beyond this only say that the baseline never saw such a thing. */
  private static final double MAX_SURPRISE = 99;

  private final Words words;

  private AlertText(Words words) {
    this.words = words;
  }

  /**
   * The block: lines ended by {@code \n}, the last one too.
   *
   * @param language French, or else English
   */
  public static String of(Alert alert, Locale language) {
    return new AlertText(Words.of(language)).block(alert);
  }

  private String block(Alert alert) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s%s %d/100 %s (%s) %s",
        alert.exercise() ? words.say("EXERCISE ", "EXERCICE ") : "",
        words.level(alert.severityLevel()).toUpperCase(Locale.ROOT),
        (int) alert.severity(), // rounded down, as a level begins at its number
        PlainText.oneLine(alert.brand(), MAX_NAME),
        words.status(alert.status()),
        words.say("at ", "le ") + words.moment(alert.at()));
    line(text, "  %s", PlainText.oneLine(alert.summary(), Integer.MAX_VALUE));
    if (!alert.evidence().signals().isEmpty()) {
      line(text, "  %s", words.say("why:", "pourquoi :"));
      alert.evidence().signals().forEach(signal -> line(text, "    %s", reason(signal)));
    }
    if (!alert.evidence().factors().isEmpty()) {
      line(
          text, "  %s %s", words.say("severity:", "gravité :"), points(alert.evidence().factors()));
    }
    Voices voices = alert.evidence().voices();
    if (voices != null) {
      appendVoices(text, voices);
    }
    if (!alert.evidence().mentions().isEmpty()) {
      line(text, "  %s", words.say("mentions that weigh most:", "mentions qui pèsent le plus :"));
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
        "  %s %s, %s %d, %s, %s",
        words.say("patterns", "motifs"),
        PlainText.oneLine(String.join(", ", alert.patterns()), MAX_MENTION),
        words.say("revision", "révision"),
        alert.revision(),
        alert.incidentId(),
        alert.alertId());
    return text.toString();
  }

  /** The words with their shares, tags and links, and where it began. */
  private void appendVoices(StringBuilder text, Voices voices) {
    if (!voices.terms().isEmpty()) {
      line(
          text,
          "  %s %s",
          words.say("said more than usual:", "plus souvent que d’habitude :"),
          voices.terms().stream().map(this::term).collect(Collectors.joining(", ")));
    }
    if (!voices.hashtags().isEmpty()) {
      line(text, "  %s %s", words.say("hashtags:", "hashtags :"), used(voices.hashtags()));
    }
    if (!voices.links().isEmpty()) {
      line(text, "  %s %s", words.say("links to:", "liens vers :"), used(voices.links()));
    }
    if (!voices.firstMentions().isEmpty()) {
      FirstMention first = voices.firstMentions().get(0);
      String author = first.author();
      line(
          text,
          "  %s %s %s %s, %s %s%s%s%s",
          words.say("began at", "a commencé le"),
          words.moment(first.createdAt()),
          words.say("on", "sur"),
          PlainText.oneLine(first.platform(), MAX_NAME),
          words.say("by", "par"),
          author(author),
          followers(first.followers()),
          words.say(": ", " : "),
          PlainText.oneLine(first.text(), MAX_MENTION));
    }
  }

  private String term(Term term) {
    return PlainText.oneLine(term.term(), MAX_NAME)
        + " ("
        + percent(term.share())
        + words.say(", usually ", ", d’habitude ")
        + percent(term.usualShare())
        + ")";
  }

  private String used(List<Used> terms) {
    return terms.stream()
        .map(term -> PlainText.oneLine(term.term(), MAX_NAME) + " (" + percent(term.share()) + ")")
        .collect(Collectors.joining(", "));
  }

  private String percent(double share) {
    return share > 0 && share < 0.005 ? words.say("<1 %", "< 1 %") : words.percent(share);
  }

  private String followers(long followers) {
    return followers > 0
        ? " (" + words.say(followers + " followers", words.whole(followers) + " abonnés") + ")"
        : "";
  }

  /** Which playbook and why, and what is due first. */
  private void appendPlaybook(StringBuilder text, SuggestedPlaybook playbook) {
    line(
        text,
        "  %s %s (%s)%s%s",
        words.say("playbook", "plan"),
        PlainText.oneLine(playbook.id(), MAX_NAME),
        PlainText.oneLine(String.join(", ", playbook.strategy()), MAX_MENTION),
        words.say(": ", " : "),
        PlainText.oneLine(playbook.why(), 2 * MAX_MENTION));
    if (!playbook.firstTasks().isEmpty()) {
      FirstTask first = playbook.firstTasks().get(0);
      line(
          text,
          "  %s %s%s%s (%s)",
          words.say("first task, by", "première tâche, avant le"),
          words.moment(first.dueAt()),
          words.say(": ", " : "),
          PlainText.oneLine(first.task(), 2 * MAX_MENTION),
          PlainText.oneLine(first.role(), MAX_NAME));
    }
    List<SimilarCase> cases = playbook.similarCases();
    if (cases != null && cases.isEmpty()) {
      line(
          text,
          "  %s",
          words.say("no similar case is remembered", "aucun cas semblable en mémoire"));
    } else if (cases != null) {
      appendCase(text, cases.get(0));
    }
  }

  /** The nearest case, and the first of what went well or badly in it. */
  private void appendCase(StringBuilder text, SimilarCase nearest) {
    line(
        text,
        "  %s %s",
        words.say("similar case:", "cas semblable :"),
        PlainText.oneLine(nearest.title(), MAX_MENTION));
    String well = words.say("went well there:", "ce qui y a réussi :");
    String badly = words.say("went badly there:", "ce qui y a nui :");
    nearest.helped().stream()
        .limit(1)
        .forEach(one -> line(text, "    %s %s", well, PlainText.oneLine(one.what(), MAX_MENTION)));
    nearest.hurt().stream()
        .limit(1)
        .forEach(one -> line(text, "    %s %s", badly, PlainText.oneLine(one.what(), MAX_MENTION)));
  }

  private String reason(SignalEvidence signal) {
    StringBuilder reason = new StringBuilder(PlainText.oneLine(signal.name(), MAX_NAME));
    reason.append(words.say(": ", " : ")).append(PlainText.oneLine(signal.indicator(), MAX_NAME));
    reason.append(' ').append(words.number(signal.value()));
    Double expected = signal.expected();
    if (expected != null) {
      reason.append(words.say(", expected ", ", attendu ")).append(words.number(expected));
    }
    Double surprise = signal.surprise();
    if (surprise != null) {
      reason.append(", surprise ").append(words.number(Math.min(MAX_SURPRISE, surprise)));
      reason.append(surprise > MAX_SURPRISE ? words.say(" or more", " ou plus") : "");
    }
    return reason.append(words.say(", at ", ", le ")).append(words.moment(signal.at())).toString();
  }

  private static String points(List<SeverityFactor> factors) {
    return String.join(
        ", ",
        factors.stream()
            .filter(factor -> Math.round(factor.points()) > 0)
            .map(factor -> factor.name() + " " + Math.round(factor.points()))
            .toList());
  }

  private String mention(Excerpt mention) {
    return "["
        + PlainText.oneLine(mention.platform(), MAX_NAME)
        + "] "
        + author(mention.author())
        + followers(mention.followers())
        + words.say(": ", " : ")
        + PlainText.oneLine(mention.text(), MAX_MENTION);
  }

  private String author(@Nullable String author) {
    return author == null
        ? words.say("unknown author", "auteur inconnu")
        : PlainText.oneLine(author, MAX_NAME);
  }

  private static void line(StringBuilder text, String format, Object... parts) {
    text.append(String.format(Locale.ROOT, format, parts)).append('\n');
  }
}
