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
    String forbidden = "";
    List<SequenceStep> sequence = pattern.sequence();
    for (int i = 0; i < sequence.size(); i++) {
      SequenceStep step = sequence.get(i);
      if (step.absent()) {
        lines.add(" ├──✕ " + PatternExplanation.signals(step) + " before: it is dropped");
        forbidden = " without it";
        continue;
      }
      lines.add(" │  " + arrow(step, i == 0) + PatternExplanation.times(step) + forbidden);
      lines.add(" ▼");
      forbidden = "";
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
            + (pattern.endsInAbsence() ? "" : " if all took less than " + within)
            + ", then quiet for "
            + TimeSpan.inWords(pattern.cooldown()));
    return lines;
  }

  private static String arrow(SequenceStep step, boolean first) {
    String then = first ? "" : step.after() == After.NEXT ? "directly next " : "then ";
    return then + PatternExplanation.signals(step);
  }
}
