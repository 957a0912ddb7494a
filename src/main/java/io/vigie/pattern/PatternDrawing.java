package io.vigie.pattern;

import io.vigie.pattern.SequenceStep.After;
import java.util.ArrayList;
import java.util.List;

/** Draws a pattern: its states, what leads from one to the next, and how long it waits. */
public final class PatternDrawing {

  private PatternDrawing() {}

  /**
   * A drawing for a terminal, downwards, such as
   *
   * <pre>
   * ( ) waiting
   *  │  volume-spike
   *  ▼
   * (1)
   *  │  then negativity
   *  ▼
   * ((match)) in less than 30m, then quiet for 2h
   * </pre>
   */
  static List<String> inText(PatternSpec pattern) {
    List<String> lines = new ArrayList<>();
    lines.add("( ) waiting");
    int state = 1;
    List<SequenceStep> sequence = pattern.sequence();
    for (int i = 0; i < sequence.size(); i++) {
      SequenceStep step = sequence.get(i);
      if (step.absent()) {
        lines.add(" ├──✕ " + PatternExplanation.signals(step) + ": dropped");
        continue;
      }
      lines.add(" │  " + arrow(step, i == 0) + PatternExplanation.times(step));
      lines.add(" ▼");
      boolean last = i == sequence.size() - 1;
      if (!last) {
        lines.add("(" + state++ + ")");
      }
    }
    String within = TimeSpan.inWords(pattern.within());
    if (pattern.endsInAbsence()) {
      lines.add(" │  " + within + " have passed since the first signal");
      lines.add(" ▼");
    }
    lines.add(
        "((match))"
            + (pattern.endsInAbsence() ? "" : " if all took less than " + within + ",")
            + " then quiet for "
            + TimeSpan.inWords(pattern.cooldown()));
    return lines;
  }

  private static String arrow(SequenceStep step, boolean first) {
    String then = first ? "" : step.after() == After.NEXT ? "directly next " : "then ";
    return then + PatternExplanation.signals(step);
  }

  /** A picture of its own (SVG), readable on a light ground, in no need of a font or a script. */
  public static String svg(PatternSpec pattern, PatternSet set) {
    return new PatternPicture(pattern, set).svg();
  }

  /** One page (HTML) with a picture and the words of each pattern; needs nothing else. */
  public static String html(List<PatternSpec> patterns, PatternSet set) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Vigie: patterns</title><style>")
        .append("body{font:15px/1.5 sans-serif;color:#222;max-width:60em;margin:2em auto;")
        .append("padding:0 1em}h2{margin:2.5em 0 .2em}pre{background:#f6f6f4;padding:1em;")
        .append("overflow-x:auto;font-size:13px}svg{max-width:100%;height:auto}")
        .append("nav a{margin-right:1em}</style></head><body>\n<h1>Patterns</h1>\n<nav>");
    for (PatternSpec pattern : patterns) {
      page.append("<a href=\"#").append(pattern.id()).append("\">");
      page.append(pattern.id()).append("</a>");
    }
    page.append("</nav>\n");
    for (PatternSpec pattern : patterns) {
      page.append("<h2 id=\"").append(pattern.id()).append("\">");
      page.append(pattern.id()).append("</h2>\n<p>");
      page.append(PatternPicture.escaped(pattern.description())).append("</p>\n");
      page.append(svg(pattern, set)).append("<pre>");
      page.append(PatternPicture.escaped(PatternExplanation.inWords(pattern, set)));
      page.append("</pre>\n");
    }
    return page.append("</body></html>\n").toString();
  }
}
