package io.vigie.stream;

import io.vigie.pattern.PatternSpec;
import io.vigie.pattern.PatternSpec.AfterMatch;
import io.vigie.pattern.SequenceStep;
import io.vigie.pattern.SequenceStep.After;
import io.vigie.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Turns an analyst's pattern into one of Flink CEP. By default a step is satisfied by its signal
 * firing or being told to hold, and after a match, what began before its last signal is dropped, so
 * that one story does not match once for each of its beginnings.
 */
final class PatternCompiler {

  private PatternCompiler() {}

  /** The CEP pattern; its stages are named by {@link #stages}. */
  static Pattern<Signal, ?> compile(PatternSpec spec) {
    List<String> stages = stages(spec);
    Pattern<Signal, Signal> pattern = Pattern.begin(stages.get(0), skip(spec));
    for (int i = 0; i < stages.size(); i++) {
      SequenceStep step = spec.sequence().get(i);
      boolean next = i > 0 && step.after() == After.NEXT;
      if (i > 0) {
        pattern = follow(pattern, step, stages.get(i));
      }
      pattern = pattern.where(SimpleCondition.of(told -> step.isAbout(told.name(), told.phase())));
      if (step.atMost() > 1) {
        pattern = pattern.times(step.atLeast(), step.atMost());
        if (next) {
          pattern = pattern.consecutive();
        }
      }
    }
    // Without a time CEP would keep every beginning for ever; it also refuses one that is missing.
    return pattern.within(spec.within());
  }

  private static Pattern<Signal, Signal> follow(
      Pattern<Signal, Signal> pattern, SequenceStep step, String stage) {
    if (step.absent()) {
      return pattern.notFollowedBy(stage);
    }
    return step.after() == After.NEXT ? pattern.next(stage) : pattern.followedBy(stage);
  }

  private static AfterMatchSkipStrategy skip(PatternSpec spec) {
    return spec.afterMatch() == AfterMatch.SKIP_TO_NEXT
        ? AfterMatchSkipStrategy.skipToNext()
        : AfterMatchSkipStrategy.skipPastLastEvent();
  }

  /** Names of the stages in the order of the sequence; a signal may be in it more than once. */
  static List<String> stages(PatternSpec spec) {
    List<String> names = new ArrayList<>();
    for (SequenceStep step : spec.sequence()) {
      names.add(names.size() + "-" + step.signals().get(0));
    }
    return names;
  }

  /**
   * Orders signals of the same time by the first step that is about them: two that fire at one step
   * satisfy their steps in the sequence's own order, whichever was sent first.
   */
  static EventComparator<Signal> order(PatternSpec spec) {
    ArrayList<SequenceStep> sequence = new ArrayList<>(spec.sequence());
    return (a, b) -> {
      int byTime = a.at().compareTo(b.at());
      if (byTime != 0) {
        return byTime;
      }
      int byPlace = Integer.compare(place(sequence, a), place(sequence, b));
      if (byPlace != 0) {
        return byPlace;
      }
      int byName = a.name().compareTo(b.name());
      return byName != 0 ? byName : a.phase().compareTo(b.phase());
    };
  }

  /** Whether any step is about a signal. */
  static boolean isAbout(List<SequenceStep> sequence, Signal signal) {
    return place(sequence, signal) < sequence.size();
  }

  private static int place(List<SequenceStep> sequence, Signal signal) {
    int place = 0;
    while (place < sequence.size() && !sequence.get(place).isAbout(signal.name(), signal.phase())) {
      place++;
    }
    return place;
  }
}
