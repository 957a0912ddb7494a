package io.vigie.response;

import io.vigie.response.Case.Action;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A case as the YAML that {@link CaseReader} reads, for people to complete. */
public final class CaseText {

  private static final Duration MINUTES_BELOW = Duration.ofHours(10);

  private CaseText() {}

  /** One document. */
  public static String of(Case told) {
    StringBuilder yaml = new StringBuilder();
    CrisisType type = told.profile().crisisType();
    line(yaml, "case", told.id());
    line(yaml, "title", quoted(told.title()));
    line(yaml, "scenario", told.profile().scenario());
    if (type != null) {
      line(yaml, "crisisType", PlaybookReader.labelOf(type));
    }
    if (!told.profile().features().isEmpty()) {
      yaml.append("features:\n");
      for (Map.Entry<CaseFeature, Double> feature : told.profile().features().entrySet()) {
        line(yaml, "  " + feature.getKey().key(), number(feature.getValue()));
      }
    }
    if (!told.actions().isEmpty()) {
      yaml.append("actions:\n");
      told.actions().forEach(action -> action(yaml, action));
    }
    outcome(yaml, told);
    list(yaml, "lessons", told.lessons());
    list(yaml, "sources", told.sources());
    return yaml.toString();
  }

  private static void action(StringBuilder yaml, Action action) {
    line(yaml, "  - what", quoted(action.what()));
    Duration after = action.after();
    if (after != null) {
      line(yaml, "    after", span(after));
    }
    line(yaml, "    result", action.result().label());
    if (!action.evidence().isEmpty()) {
      line(yaml, "    evidence", quoted(action.evidence()));
    }
  }

  private static void outcome(StringBuilder yaml, Case told) {
    Duration back = told.backToUsual();
    Double residual = told.residualSentiment();
    if (told.outcome().isEmpty() && back == null && residual == null) {
      return;
    }
    yaml.append("outcome:\n");
    if (!told.outcome().isEmpty()) {
      line(yaml, "  summary", quoted(told.outcome()));
    }
    if (back != null) {
      line(yaml, "  backToUsual", span(back));
    }
    if (residual != null) {
      line(yaml, "  residualSentiment", number(residual));
    }
  }

  private static void list(StringBuilder yaml, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      yaml.append(key).append(":\n");
      texts.forEach(text -> yaml.append("  - ").append(quoted(text)).append('\n'));
    }
  }

  private static void line(StringBuilder yaml, String key, @Nullable String value) {
    yaml.append(key).append(": ").append(value).append('\n');
  }

  /** In minutes as they were measured; from ten hours in hours, which a person can read. */
  private static String span(Duration span) {
    return span.compareTo(MINUTES_BELOW) < 0
        ? span.toMinutes() + "m"
        : Math.round(span.toMinutes() / 60.0) + "h";
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(4, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** In double quotes, whatever strangers wrote: one line, nothing that YAML could understand. */
  private static String quoted(String text) {
    StringBuilder safe = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (c == '"' || c == '\\') {
                safe.append('\\').appendCodePoint(c);
              } else if (type == Character.CONTROL
                  || type == Character.FORMAT
                  || type == Character.SURROGATE
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR
                  || type == Character.UNASSIGNED
                  || type == Character.PRIVATE_USE) {
                safe.append(' ');
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.append('"').toString();
  }
}
