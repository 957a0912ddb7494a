package io.vigie.stream;

import io.vigie.incident.Explainer;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentUpdate;
import io.vigie.incident.UsualTerms;
import io.vigie.incident.Voices;
import io.vigie.kpi.DrawnMention;
import io.vigie.mention.Retraction;
import io.vigie.signal.BrandStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a brand: sampled mentions of the last hour or two, and the usual terms of the
 * days before. An hour is folded into what is usual one hour after its end, unless an incident was
 * open in it: a crisis is not to become usual.
 *
 * <p>State: two hours of samples (at most {@link BrandStep#MAX_SAMPLES} of each of the last {@link
 * #WHOLE_MINUTES} minutes, {@link #EARLIER_SAMPLES} of the earlier ones, so at most 510 or 110 KB),
 * 600 terms (10 KB), and what was told last (4 KB). It is forgotten when the brand was silent for
 * {@link #FORGET_AFTER_HOURS}.
 */
final class BrandVoices {

  private static final long MINUTE = 60_000L;
  private static final int WHOLE_MINUTES = 15;
  private static final int EARLIER_SAMPLES = 2;
  private static final long HOUR = 60 * MINUTE;

  /** Five half-lives of the usual terms. */
  private static final long FORGET_AFTER_HOURS = 15 * 24;

  private final Locale language;

  /** By the beginning of their minute, epoch milliseconds. */
  private final MapState<Long, List<DrawnMention>> real;

  private final MapState<Long, List<DrawnMention>> exercise;
  private final ValueState<UsualTerms> usual;
  private final ValueState<Voices> told;
  private final ValueState<Voices> toldExercise;

  /** When the hour is next looked at, epoch milliseconds. */
  private final ValueState<Long> due;

  /**
   * @param language of summaries
   */
  BrandVoices(RuntimeContext context, Locale language) {
    this.language = language;
    real = context.getMapState(samples("samples"));
    exercise = context.getMapState(samples("exercise-samples"));
    usual = context.getState(new ValueStateDescriptor<>("usual-terms", UsualTerms.class));
    told = context.getState(new ValueStateDescriptor<>("voices", Voices.class));
    toldExercise = context.getState(new ValueStateDescriptor<>("exercise-voices", Voices.class));
    due = context.getState(new ValueStateDescriptor<>("voices-due", Types.LONG));
  }

  private static MapStateDescriptor<Long, List<DrawnMention>> samples(String name) {
    return new MapStateDescriptor<>(
        name, Types.LONG, TypeInformation.of(new TypeHint<List<DrawnMention>>() {}));
  }

  /** Takes in the samples of a step. */
  void hear(BrandStep step, TimerService timers) throws Exception {
    if (step.samples().isEmpty()) {
      return;
    }
    long minute = step.at().toEpochMilli() - MINUTE;
    MapState<Long, List<DrawnMention>> heard = step.exercise() ? exercise : real;
    heard.put(minute, step.samples());
    List<DrawnMention> earlier = heard.get(minute - WHOLE_MINUTES * MINUTE);
    if (earlier != null && earlier.size() > EARLIER_SAMPLES) {
      heard.put(
          minute - WHOLE_MINUTES * MINUTE, new ArrayList<>(earlier.subList(0, EARLIER_SAMPLES)));
    }
    if (due.value() == null) {
      lookAgain((Math.floorDiv(minute, HOUR) + 1) * HOUR, timers);
    }
  }

  /** Adds what people say to a revision of an incident. */
  IncidentUpdate explain(IncidentUpdate update) throws Exception {
    Incident incident = update.incident();
    ValueState<Voices> last = incident.exercise() ? toldExercise : told;
    List<DrawnMention> heard = new ArrayList<>();
    for (List<DrawnMention> minute : (incident.exercise() ? exercise : real).values()) {
      heard.addAll(minute);
    }
    UsualTerms terms = usual.value();
    IncidentUpdate explained =
        Explainer.explain(
            update, heard, terms == null ? new UsualTerms() : terms, last.value(), language);
    if (incident.isOver()) {
      last.clear();
      (incident.exercise() ? exercise : real).clear();
    } else {
      last.update(explained.incident().evidence().voices());
    }
    return explained;
  }

  /**
   * Forgets what was deleted or edited: the samples, and its text in what was told last.
   *
   * @return the incidents of which something was told that had it
   */
  Set<String> retract(Retraction retraction) throws Exception {
    remove(retraction, real);
    remove(retraction, exercise);
    Set<String> incidents = new TreeSet<>();
    for (ValueState<Voices> last : List.of(told, toldExercise)) {
      Voices voices = last.value();
      if (voices != null && voices.has(retraction)) {
        last.update(voices.retracted(retraction));
        incidents.add(voices.incidentId());
      }
    }
    return incidents;
  }

  private static void remove(Retraction retraction, MapState<Long, List<DrawnMention>> samples)
      throws Exception {
    Map<Long, List<DrawnMention>> changed = new TreeMap<>();
    for (Map.Entry<Long, List<DrawnMention>> minute : samples.entries()) {
      List<DrawnMention> rest =
          minute.getValue().stream()
              .filter(
                  sample ->
                      !retraction.isOf(sample.id(), sample.platform())
                          || !retraction.voids(sample.text()))
              .toList();
      if (rest.size() < minute.getValue().size()) {
        changed.put(minute.getKey(), new ArrayList<>(rest));
      }
    }
    for (Map.Entry<Long, List<DrawnMention>> minute : changed.entrySet()) {
      samples.put(minute.getKey(), minute.getValue());
    }
  }

  /**
   * Lets time pass: folds in and drops what is older than an hour.
   *
   * @param openSince start of the brand's open incident, or null if there is none
   */
  void onTime(long timestamp, @Nullable Instant openSince, TimerService timers) throws Exception {
    Long when = due.value();
    if (when == null || timestamp < when) {
      return;
    }
    long hour = Math.floorDiv(timestamp, HOUR);
    removeBefore((hour - 1) * HOUR, exercise);
    TreeMap<Long, List<DrawnMention>> past = removeBefore((hour - 1) * HOUR, real);
    UsualTerms terms = usual.value();
    if (openSince != null) {
      past = new TreeMap<>(past.headMap(openSince.toEpochMilli()));
    }
    if (!past.isEmpty()) {
      terms = terms == null ? new UsualTerms() : terms;
      fold(past, terms);
      usual.update(terms);
    }
    if (!exercise.isEmpty() || !real.isEmpty()) {
      lookAgain((hour + 1) * HOUR, timers);
    } else if (terms != null && hour < terms.hour + FORGET_AFTER_HOURS) {
      lookAgain((terms.hour + FORGET_AFTER_HOURS) * HOUR, timers);
    } else {
      usual.clear();
      due.clear();
    }
  }

  private static void fold(TreeMap<Long, List<DrawnMention>> past, UsualTerms into) {
    TreeMap<Long, List<DrawnMention>> byHour = new TreeMap<>();
    past.forEach(
        (at, samples) ->
            byHour
                .computeIfAbsent(Math.floorDiv(at, HOUR), hour -> new ArrayList<>())
                .addAll(samples));
    byHour.forEach((hour, samples) -> into.fold(hour, samples));
  }

  /** Removes the samples of the minutes that began before an instant (epoch milliseconds). */
  private static TreeMap<Long, List<DrawnMention>> removeBefore(
      long instant, MapState<Long, List<DrawnMention>> samples) throws Exception {
    TreeMap<Long, List<DrawnMention>> removed = new TreeMap<>();
    for (Map.Entry<Long, List<DrawnMention>> minute : samples.entries()) {
      if (minute.getKey() < instant) {
        removed.put(minute.getKey(), minute.getValue());
      }
    }
    for (Long minute : removed.keySet()) {
      samples.remove(minute);
    }
    return removed;
  }

  private void lookAgain(long at, TimerService timers) throws Exception {
    due.update(at);
    timers.registerEventTimeTimer(at);
  }
}
