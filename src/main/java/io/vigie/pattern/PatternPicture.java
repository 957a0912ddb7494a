package io.vigie.pattern;

import io.vigie.pattern.SequenceStep.After;
import io.vigie.pattern.SequenceStep.Phase;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as a picture, from top to bottom: states as circles, steps as arrows with what they
 * wait for beside them, absences as dashed ways out, and a bracket over what must fit into the
 * pattern's time.
 */
final class PatternPicture {

  private static final int WIDTH = 760;
  private static final int STATE_X = 90;
  private static final int TEXT_X = 130;
  private static final int BRACKET_X = 600;
  private static final int RADIUS = 15;
  private static final int LINE = 17;
  private static final int LONGEST = 68;

  private final PatternSpec pattern;
  private final PatternSet set;
  private final StringBuilder shapes = new StringBuilder();
  private int y = 30;

  PatternPicture(PatternSpec pattern, PatternSet set) {
    this.pattern = pattern;
    this.set = set;
  }

  /** The picture as an SVG element. */
  String svg() {
    state(false);
    text(TEXT_X, y + 5, "note", "waiting");
    int begun = 0;
    List<SequenceStep> sequence = pattern.sequence();
    for (int i = 0; i < sequence.size(); i++) {
      SequenceStep step = sequence.get(i);
      boolean last = i == sequence.size() - 1;
      if (step.absent()) {
        absent(step, last);
        if (last) {
          arrow(List.of("the time is over"), List.of());
          state(true);
        }
      } else {
        arrow(List.of(heading(step, i == 0)), details(step));
        state(last);
        begun = begun == 0 ? y : begun;
      }
    }
    int matched = y;
    text(TEXT_X, matched + 5, "name", "match");
    bracket(begun, matched);
    cooldown(matched);
    y += RADIUS + 8;
    for (String line : outcome()) {
      y += LINE;
      text(TEXT_X, y, "note", line);
    }
    return frame(y + 20);
  }

  private static String heading(SequenceStep step, boolean first) {
    String then = first ? "" : step.after() == After.NEXT ? "directly next: " : "then: ";
    String how = step.phase() == Phase.TOLD ? " fires or holds" : "";
    return then + PatternExplanation.signals(step) + how + PatternExplanation.times(step);
  }

  /** What must be true for each signal of a step to fire or, if the step asks for it, to end. */
  private List<String> details(SequenceStep step) {
    List<String> lines = new ArrayList<>();
    for (String signal : step.signals()) {
      SignalRule rule = Objects.requireNonNull(set.rules().get(signal));
      String name = step.signals().size() > 1 ? signal + ": " : "";
      StringBuilder line = new StringBuilder(name);
      boolean ending = step.phase() == Phase.ENDS && !rule.endsWhen().isEmpty();
      for (Condition condition : ending ? rule.endsWhen() : rule.when()) {
        String word = SignalReader.inWords(condition);
        if (line.length() + word.length() > LONGEST) {
          lines.add(line.toString());
          line = new StringBuilder("   ");
        }
        boolean beginning = line.isEmpty() || line.toString().equals(name);
        line.append(beginning || line.toString().isBlank() ? "" : ", ").append(word);
      }
      long millis = step.phase() == Phase.ENDS ? rule.endsAfterMillis() : rule.forMillis();
      if (millis > 0) {
        line.append(", for ").append(TimeSpan.inWords(Duration.ofMillis(millis)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private void state(boolean match) {
    circle(RADIUS, match ? "match" : "state");
    if (match) {
      circle(RADIUS - 5, "inner");
    }
  }

  private void circle(int radius, String type) {
    add("<circle class='%s' cx='%d' cy='%d' r='%d'/>", type, STATE_X, y, radius);
  }

  private void arrow(List<String> names, List<String> details) {
    int from = y + RADIUS;
    int lines = names.size() + details.size();
    int length = Math.max(54, 24 + LINE * lines);
    int at = from + (length - LINE * (lines - 1)) / 2 + 3;
    for (String name : names) {
      text(TEXT_X, at, "name", name);
      at += LINE;
    }
    for (String detail : details) {
      text(TEXT_X, at, "note", detail);
      at += LINE;
    }
    int to = from + length;
    add("<path class='way' d='M%d %dV%d'/>", STATE_X, from, to - 7);
    add("<path class='head' d='M%d %dl-5 -9h10z'/>", STATE_X, to);
    y = to + RADIUS;
  }

  private void absent(SequenceStep step, boolean last) {
    int right = TEXT_X + 26;
    add("<path class='out' d='M%d %dH%d'/>", STATE_X + RADIUS, y, right);
    add("<path class='cross' d='M%d %dl10 10m0 -10l-10 10'/>", right, y - 5);
    String until = last ? " before the time is over" : " before what follows";
    text(
        right + 18,
        y + 5,
        "out",
        "dropped by " + PatternExplanation.signals(step).replace(" that ", " ") + until);
  }

  private void bracket(int from, int to) {
    boolean absence = pattern.endsInAbsence();
    if (pattern.sequence().size() == 1) {
      return;
    }
    add(
        "<path class='span' d='M%d %dH%dV%dH%d'/>",
        BRACKET_X - 10, from, BRACKET_X, to, BRACKET_X - 10);
    int middle = (from + to) / 2 + 5;
    text(
        BRACKET_X + 12,
        middle,
        "name",
        (absence ? "" : "less than ") + TimeSpan.inWords(pattern.within()));
  }

  private void cooldown(int from) {
    int left = STATE_X - 50;
    add(
        "<path class='back' d='M%d %dH%dV30H%d'/>",
        STATE_X - RADIUS, from, left, STATE_X - RADIUS - 8);
    add("<path class='backhead' d='M%d %dl-9 -5v10z'/>", STATE_X - RADIUS, 30);
    int middle = (from + 30) / 2;
    add(
        "<text class='note' text-anchor='middle' transform='rotate(-90 %d %d)' x='%d' y='%d'>%s"
            + "</text>",
        left - 8, middle, left - 8, middle, "quiet for " + TimeSpan.inWords(pattern.cooldown()));
  }

  private List<String> outcome() {
    List<String> lines = new ArrayList<>();
    if (!pattern.opens()) {
      lines.add("joins an open incident, opens none");
    } else {
      lines.add(
          "opens an incident, or joins the open one"
              + level(", at least ", pattern.severityAtLeast())
              + level(", alone at most ", pattern.ceiling()));
    }
    lines.add("planned events: " + pattern.plannedEvents().name().toLowerCase(Locale.ROOT));
    return lines;
  }

  private static String level(String before, @Nullable Enum<?> level) {
    return level == null ? "" : before + level.name().toLowerCase(Locale.ROOT);
  }

  private void text(int x, int at, String type, String words) {
    add("<text class='%s' x='%d' y='%d'>%s</text>", type, x, at, escaped(words));
  }

  private void add(String shape, Object... values) {
    shapes.append(String.format(Locale.ROOT, shape, values)).append('\n');
  }

  private String frame(int height) {
    String size =
        "width='" + WIDTH + "' height='" + height + "' viewBox='0 0 " + WIDTH + " " + height + "'";
    return "<svg xmlns='http://www.w3.org/2000/svg' "
        + size
        + " role='img' aria-label='"
        + escaped(pattern.id())
        + "'>\n"
        + "<style>text{font:13px sans-serif;fill:#222}.name{font-weight:bold}.note{fill:#666}"
        + "text.out{fill:#a33}.state{fill:#fff;stroke:#245;stroke-width:2}"
        + ".match{fill:#fff;stroke:#a33;stroke-width:2}.inner{fill:#a33}"
        + ".way{stroke:#245;stroke-width:2;fill:none}.head{fill:#245}"
        + "path.out{stroke:#a33;stroke-width:2;stroke-dasharray:5 4;fill:none}"
        + ".cross{stroke:#a33;stroke-width:2;fill:none}.span{stroke:#888;fill:none}"
        + ".back{stroke:#aaa;stroke-dasharray:3 4;fill:none}.backhead{fill:#aaa}</style>\n"
        + shapes
        + "</svg>\n";
  }

  /** A text as it may stand in XML and HTML. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
