package io.vigie.stream;

import io.vigie.pattern.PatternSpec;
import io.vigie.pattern.SequenceStep;
import io.vigie.pattern.SequenceStep.After;
import io.vigie.signal.Signal;
import io.vigie.signal.Signal.Phase;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Turns an analyst's pattern into one of Flink CEP. A step is satisfied by its signal firing or
 * being told to hold; an ended signal satisfies nothing. After a match, what began before its last
 * signal is dropped, so that one story does not match once for each of its beginnings.
 */
final class PatternCompiler {

  private PatternCompiler() {}

  /** The CEP pattern; its stages are named by {@link #stages}. */
  static Pattern<Signal, ?> compile(PatternSpec spec) {
    List<String> stages = stages(spec);
    Pattern<Signal, Signal> pattern =
        Pattern.begin(stages.get(0), AfterMatchSkipStrategy.skipPastLastEvent());
    for (int i = 0; i < stages.size(); i++) {
      SequenceStep step = spec.sequence().get(i);
      boolean next = i > 0 && step.after() == After.NEXT;
      if (i > 0) {
        pattern = next ? pattern.next(stages.get(i)) : pattern.followedBy(stages.get(i));
      }
      String signal = step.signal();
      pattern = pattern.where(SimpleCondition.of(candidate -> isTold(candidate, signal)));
      if (step.times() > 1) {
        pattern = pattern.times(step.times());
        if (next) {
          pattern = pattern.consecutive();
        }
      }
    }
    // Without a time CEP would keep every beginning for ever; it also refuses one that is missing.
    return pattern.within(spec.within());
  }

  /** Names of the stages in the order of the sequence; a signal may be in it more than once. */
  static List<String> stages(PatternSpec spec) {
    List<String> names = new ArrayList<>();
    for (SequenceStep step : spec.sequence()) {
      names.add(names.size() + "-" + step.signal());
    }
    return names;
  }

  /**
   * Orders signals of the same time by where the sequence first names them: two that fire at one
   * step satisfy their steps in the sequence's own order, whichever was sent first.
   */
  static EventComparator<Signal> order(PatternSpec spec) {
    ArrayList<String> sequence = new ArrayList<>(spec.signals());
    return (a, b) -> {
      int byTime = a.at().compareTo(b.at());
      if (byTime != 0) {
        return byTime;
      }
      int byPlace = Integer.compare(sequence.indexOf(a.name()), sequence.indexOf(b.name()));
      return byPlace != 0 ? byPlace : a.phase().compareTo(b.phase());
    };
  }

  private static boolean isTold(Signal signal, String name) {
    return signal.phase() != Phase.ENDS && signal.name().equals(name);
  }
}
