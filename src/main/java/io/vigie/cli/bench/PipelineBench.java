package io.vigie.cli.bench;

import io.vigie.cli.demo.SyntheticLoad;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaSinks;
import io.vigie.connector.ResultFormat;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.mention.Intake;
import io.vigie.scoring.ScoredMentionJson;
import io.vigie.stream.DetectionPipeline;
import io.vigie.stream.DetectionResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the job once for each {@link Variant} on the same mentions, in this process. A run is one
 * stream: the mentions of the warm-up come first, then those of each repetition, and the clock and
 * the processor time are read when so many have arrived at the end. Start and end of the job are
 * therefore in no figure.
 */
public final class PipelineBench {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineBench.class);

  /** A Monday; the future would be refused. */
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private static final long SEED = 20_260_105;
  private static final long LOOK_EVERY_MILLIS = 5;
  private static final int LOOKS_PER_SECOND = 200;

  private final BenchSettings bench;
  private final BiConsumer<String, Long> progress;

  /**
   * @param progress told what is going on and how many mentions were handled so far
   */
  public PipelineBench(BenchSettings bench, BiConsumer<String, Long> progress) {
    this.bench = bench;
    this.progress = progress;
  }

  /** A topic with the mentions; more than are measured, so that no run comes to its end. */
  public BenchInput topic() throws IOException {
    return TopicInput.filled(
        load(), mentions(), bench.parallelism(), n -> progress.accept("filling the topic", n));
  }

  /** A file with the mentions. */
  public BenchInput file() throws IOException {
    return FileInput.filled(load(), mentions(), n -> progress.accept("filling the file", n));
  }

  private SyntheticLoad load() {
    return new SyntheticLoad(SEED, bench.brands(), START, bench.perSecond());
  }

  /**
   * What is told late (unfinished lots and batches) must not keep a run waiting: a tenth more than
   * is measured, and no less than fills them.
   */
  private long mentions() {
    return bench.total() + Math.max(20_000, bench.total() / 10);
  }

  /** The job's settings, with scoring on or off. */
  public interface Settings {
    JobSettings read(boolean scoring);
  }

  /** Measures variants, one after the other. */
  public BenchReport run(BenchInput input, List<Variant> variants, Settings settings)
      throws Exception {
    List<Measurement> measurements = new ArrayList<>();
    Path checkpoints = Files.createTempDirectory("vigie-bench-checkpoints-");
    try {
      for (Variant variant : variants) {
        measurements.add(measure(variant, input, settings.read(variant.scores()), checkpoints));
      }
    } finally {
      FileUtils.deleteDirectory(checkpoints.toFile());
    }
    return new BenchReport(measurements);
  }

  /**
   * Measures one variant.
   *
   * @param settings the job's, with scoring on or off as the variant says
   */
  Measurement measure(Variant variant, BenchInput input, JobSettings settings, Path checkpoints)
      throws Exception {
    Configuration flink = CrisisDetection.configuration(settings);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    // the memory of the JobManager takes states of 5 MB at most
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(bench.parallelism(), flink);
    DataStream<Intake> intakes = input.read(env, settings);
    if (variant == Variant.PARSE_ONLY) {
      discard(intakes, "intakes");
    } else {
      build(variant, intakes, input, settings);
    }
    CountingSink.reset();
    JobClient job = env.executeAsync("bench: " + variant.label());
    try {
      return follow(variant, job);
    } finally {
      end(job);
    }
  }

  private static void build(
      Variant variant, DataStream<Intake> intakes, BenchInput input, JobSettings settings) {
    DetectionResults results = DetectionPipeline.build(intakes, settings.detection());
    discard(results.scoredMentions(), "scored-mentions");
    results.kpis().sinkTo(new DiscardingSink<>()).uid("discard-kpis");
    results.indicators().sinkTo(new DiscardingSink<>()).uid("discard-indicators");
    results.signals().sinkTo(new DiscardingSink<>()).uid("discard-signals");
    results.incidents().sinkTo(new DiscardingSink<>()).uid("discard-incidents");
    results.alerts().sinkTo(new DiscardingSink<>()).uid("discard-alerts");
    results.deadLetters().sinkTo(new DiscardingSink<>()).uid("discard-dead-letters");
    results.lateMentions().sinkTo(new DiscardingSink<>()).uid("discard-late-mentions");
    if (variant == Variant.SCORED_TO_KAFKA) {
      results
          .scoredMentions()
          .sinkTo(
              KafkaSinks.sink(
                  KafkaConnection.to(input.bootstrapServers()),
                  "bench",
                  ResultFormat.scoredMentions(ScoredMentionJson::write)))
          .uid("write-scored-mentions");
    }
  }

  private static <T> void discard(DataStream<T> stream, String name) {
    stream.sinkTo(new CountingSink<>()).uid("count-" + name).name("count-" + name);
  }

  private Measurement follow(Variant variant, JobClient job) throws Exception {
    List<Snapshot> snapshots = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    long peakResident = 0;
    for (int look = 0; snapshots.size() <= bench.repetitions(); look++) {
      long count = CountingSink.count();
      if (count >= bench.warmUp() + bench.mentions() * snapshots.size()) {
        snapshots.add(Snapshot.take());
        counts.add(count);
      } else {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
      if (look % LOOKS_PER_SECOND == 0) {
        progress.accept(variant.label(), count);
        peakResident = Math.max(peakResident, Memory.residentMegabytes());
        failIfEnded(job);
      }
    }
    return Measurement.of(variant, snapshots, counts, Memory.liveHeapMegabytes(), peakResident);
  }

  /** A job that failed would be waited for without end. */
  private static void failIfEnded(JobClient job) throws Exception {
    if (job.getJobStatus().get().isGloballyTerminalState()) {
      JobExecutionResult result = job.getJobExecutionResult().get();
      throw new IllegalStateException("the job ended before its time: " + result);
    }
  }

  /** A job that ended by itself has nothing left to cancel; what it died of is told elsewhere. */
  private static void end(JobClient job) throws InterruptedException {
    try {
      job.cancel().get();
      job.getJobExecutionResult().get();
    } catch (ExecutionException | IllegalStateException e) {
      LOG.debug("The job is cancelled", e);
    }
  }
}
