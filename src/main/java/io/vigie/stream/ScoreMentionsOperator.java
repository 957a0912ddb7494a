package io.vigie.stream;

import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.Scores;
import io.vigie.scoring.TextScorer;
import io.vigie.scoring.TextScorerFactory;
import io.vigie.scoring.UnscoredReason;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores mentions in micro-batches: one call of the model costs a fixed time before any arithmetic,
 * so that mentions are scored together, up to a size, and never wait longer than a short time for
 * company.
 *
 * <p>An operator and not a function, because a batch must also leave before every watermark
 * (nothing becomes late by waiting) and before every checkpoint barrier (so that there is nothing
 * to keep as state).
 */
final class ScoreMentionsOperator extends AbstractStreamOperator<ScoredMention>
    implements OneInputStreamOperator<Mention, ScoredMention>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final TextScorerFactory scorers;
  private final int batchSize;
  private final long maxWaitMillis;

  private transient @Nullable TextScorer scorer;
  private transient List<Mention> mentions;
  private transient List<TextScorer.Input> inputs;
  private transient long[] timestamps;
  private transient boolean timerSet;
  private transient Tallied scored;
  private transient Tallied unscored;
  private transient ScoringDrift drift;
  private transient Histogram batchSizes;
  private transient Histogram batchMicros;

  /**
   * @param scorers opens the model, once per subtask
   * @param batchSize largest batch, in mentions; at least 1
   * @param maxWaitMillis longest time that a mention waits for its batch to fill, in milliseconds
   */
  ScoreMentionsOperator(TextScorerFactory scorers, int batchSize, long maxWaitMillis) {
    this.scorers = scorers;
    this.batchSize = batchSize;
    this.maxWaitMillis = maxWaitMillis;
  }

  @Override
  public void open() throws Exception {
    mentions = new ArrayList<>(batchSize);
    inputs = new ArrayList<>(batchSize);
    timestamps = new long[batchSize];
    timerSet = false;
    scored = Tallied.register(getRuntimeContext(), Tallied.SCORED);
    unscored = Tallied.register(getRuntimeContext(), Tallied.UNSCORED);
    MetricGroup group = Tallied.group(getRuntimeContext());
    drift = ScoringDrift.register(group);
    batchSizes = group.histogram("batchMentions", new DescriptiveStatisticsHistogram(500));
    batchMicros = group.histogram("batchMicros", new DescriptiveStatisticsHistogram(500));
    super.open();
    scorer = scorers.open();
  }

  @Override
  public void processElement(StreamRecord<Mention> element) {
    Mention mention = element.getValue();
    timestamps[mentions.size()] = element.getTimestamp();
    mentions.add(mention);
    inputs.add(new TextScorer.Input(mention.text(), mention.lang()));
    if (mentions.size() >= batchSize) {
      flush();
    } else if (!timerSet) {
      timerSet = true;
      getProcessingTimeService()
          .registerTimer(
              getProcessingTimeService().getCurrentProcessingTime() + maxWaitMillis,
              time -> {
                timerSet = false;
                flush();
              });
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }

  private void flush() {
    TextScorer model = scorer;
    if (mentions.isEmpty() || model == null) {
      return;
    }
    long started = System.nanoTime();
    List<Scores> answers = answers(model);
    batchMicros.update((System.nanoTime() - started) / 1000);
    batchSizes.update(mentions.size());
    String modelId = model.modelId();
    int good = 0;
    for (int i = 0; i < mentions.size(); i++) {
      Scores scores = answers.get(i);
      drift.add(scores);
      if (scores.scored()) {
        good++;
      }
      output.collect(
          new StreamRecord<>(new ScoredMention(mentions.get(i), scores, modelId), timestamps[i]));
    }
    drift.seeWords(model);
    scored.add(good);
    unscored.add(mentions.size() - good);
    mentions.clear();
    inputs.clear();
  }

  /** A model that fails must neither stop the job nor cost others of the batch their scores. */
  private List<Scores> answers(TextScorer model) {
    try {
      return model.score(inputs);
    } catch (RuntimeException e) {
      LOG.warn("The model {} failed on a batch of {} texts", model.modelId(), inputs.size(), e);
    }
    List<Scores> answers = new ArrayList<>(inputs.size());
    for (TextScorer.Input input : inputs) {
      answers.add(alone(model, input));
    }
    return answers;
  }

  private static Scores alone(TextScorer model, TextScorer.Input input) {
    try {
      return model.score(List.of(input)).get(0);
    } catch (RuntimeException e) {
      return Scores.unscored(UnscoredReason.MODEL_FAILED, input.lang());
    }
  }

  @Override
  public void close() throws Exception {
    TextScorer opened = scorer;
    if (opened != null) {
      opened.close();
    }
    super.close();
  }
}
