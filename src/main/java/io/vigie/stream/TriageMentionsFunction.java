package io.vigie.stream;

import io.vigie.incident.Incident;
import io.vigie.response.Clues;
import io.vigie.response.DraftFacts;
import io.vigie.response.PlaybookChooser;
import io.vigie.response.Triage;
import io.vigie.response.TriageRules;
import io.vigie.response.TriageSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Suggests how to handle the most urgent mentions of each minute in which an incident of their
 * brand is open. Keyed by brand: what was picked of a minute waits until the watermark has passed
 * it, as do the revisions of incidents, so that it does not matter who came first. Mentions of a
 * drill belong to the drill's incident, real ones to a real one.
 *
 * <p>State: of each minute that the watermark has not passed the mentions picked, and the two
 * incidents that may be open. Whatever comes for a minute that is over is left out.
 */
final class TriageMentionsFunction
    extends KeyedCoProcessFunction<String, PickedMention, Incident, Triage> {

  /**
   * A revision of an incident, as far as it matters here.
   *
   * @param playbook id of the playbook that fits, or null if there are none
   */
  public record Story(DraftFacts facts, int revision, boolean over, @Nullable String playbook) {}

  private static final long MINUTE = 60_000L;
  private static final long serialVersionUID = 1L;

  private final TriageSettings settings;

  private transient TriageRules rules;
  private transient @Nullable PlaybookChooser chooser;
  private transient MapState<Long, List<PickedMention>> picked;
  private transient MapState<Long, List<PickedMention>> pickedOfExercise;
  private transient MapState<Long, List<Story>> waiting;
  private transient ValueState<Story> real;
  private transient ValueState<Story> exercise;

  TriageMentionsFunction(TriageSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    rules = new TriageRules(settings);
    chooser = settings.playbooks() == null ? null : new PlaybookChooser(settings.playbooks());
    picked = getRuntimeContext().getMapState(mentions("picked"));
    pickedOfExercise = getRuntimeContext().getMapState(mentions("exercise-picked"));
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "waiting-stories",
                    Types.LONG,
                    TypeInformation.of(new TypeHint<List<Story>>() {})));
    real = getRuntimeContext().getState(new ValueStateDescriptor<>("story", Story.class));
    exercise =
        getRuntimeContext().getState(new ValueStateDescriptor<>("exercise-story", Story.class));
  }

  private static MapStateDescriptor<Long, List<PickedMention>> mentions(String name) {
    return new MapStateDescriptor<>(
        name, Types.LONG, TypeInformation.of(new TypeHint<List<PickedMention>>() {}));
  }

  @Override
  public void processElement1(PickedMention mention, Context context, Collector<Triage> out)
      throws Exception {
    long minute = mention.minute();
    long closesAt = (minute + 1) * MINUTE - 1;
    if (closesAt <= context.timerService().currentWatermark()) {
      return;
    }
    MapState<Long, List<PickedMention>> among =
        mention.scored().mention().exercise() ? pickedOfExercise : picked;
    List<PickedMention> others = among.get(minute);
    if (others == null) {
      others = new ArrayList<>();
      context.timerService().registerEventTimeTimer(closesAt);
    }
    List<String> said = new ArrayList<>(others.size() + 1);
    others.forEach(other -> said.add(other.wording()));
    mention.keepIn(others, said, settings.perMinute());
    among.put(minute, others);
  }

  @Override
  public void processElement2(Incident incident, Context context, Collector<Triage> out)
      throws Exception {
    Long told = context.timestamp();
    long at =
        Math.max(
            told == null ? incident.updatedAt().toEpochMilli() : told,
            context.timerService().currentWatermark() + 1);
    List<Story> stories = waiting.get(at);
    if (stories == null) {
      stories = new ArrayList<>(2);
    }
    stories.add(
        new Story(
            DraftFacts.of(incident),
            incident.revision(),
            incident.isOver(),
            chooser == null ? null : chooser.choose(Clues.of(incident)).playbook().id()));
    waiting.put(at, stories);
    context.timerService().registerEventTimeTimer(at);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Triage> out)
      throws Exception {
    List<Story> stories = waiting.get(timestamp);
    if (stories != null) {
      waiting.remove(timestamp);
      stories.sort(Comparator.comparingInt(Story::revision));
      for (Story story : stories) {
        update(story.facts().exercise() ? exercise : real, story);
      }
    }
    if ((timestamp + 1) % MINUTE == 0) {
      long minute = (timestamp + 1) / MINUTE - 1;
      tell(minute, picked, real.value(), out);
      tell(minute, pickedOfExercise, exercise.value(), out);
    }
  }

  /** An older incident of the brand that ends leaves the one that is open. */
  private static void update(ValueState<Story> state, Story story) throws Exception {
    Story open = state.value();
    boolean same = open == null || open.facts().incidentId().equals(story.facts().incidentId());
    if (!story.over()) {
      state.update(story);
    } else if (same) {
      state.clear();
    }
  }

  private void tell(
      long minute,
      MapState<Long, List<PickedMention>> among,
      @Nullable Story story,
      Collector<Triage> out)
      throws Exception {
    List<PickedMention> mentions = among.get(minute);
    if (mentions == null) {
      return;
    }
    among.remove(minute);
    if (story != null) {
      for (PickedMention mention : mentions) {
        out.collect(rules.decide(mention.scored(), story.facts(), story.playbook()));
      }
    }
  }
}
