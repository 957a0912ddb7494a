package io.vigie.cli;

import io.vigie.connector.JsonlFiles;
import io.vigie.connector.local.LocalScratch;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.job.Services;
import io.vigie.stream.Tallied;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie run}: a job on this machine, on files to their end or on topics until stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs a job on this machine: on files to their end, or on Kafka topics until stopped.",
    footer = {
      "",
      "Examples:",
      "  ./vigie run crisis-detection --mentions posts.jsonl.gz --out out",
      "  ./vigie run crisis-detection --kafka localhost:9092 -D sinks.kafka.enabled=true"
    })
public final class RunCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "JOB",
      description = "A job in jobs/, or the path of a job's directory.")
  private String job = "";

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Input input;

  static final class Input {
    @ArgGroup(exclusive = false)
    @Nullable Files files;

    @Option(
        names = "--kafka",
        paramLabel = "HOST:PORT",
        description = "Kafka brokers to read mentions from.")
    @Nullable String kafka;
  }

  static final class Files {
    @Option(
        names = "--mentions",
        required = true,
        arity = "1..*",
        paramLabel = "FILE",
        description = "Files of mentions, .jsonl or .jsonl.gz; merged by createdAt.")
    List<Path> mentions = new ArrayList<>();

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Where the results go, one .jsonl file per stream.")
    Path out = Path.of(".");

    @Option(
        names = "--control",
        paramLabel = "FILE",
        description =
            "Control messages, .jsonl, as ./vigie control writes them: each takes effect at its time.")
    @Nullable Path control;
  }

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator; default: the cores of this machine.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Mixin private SettingsOptions overrides = new SettingsOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1 || parallelism > CrisisDetection.MAX_PARALLELISM) {
      throw new ParameterException(
          spec.commandLine(),
          "--parallelism should be from 1 to "
              + CrisisDetection.MAX_PARALLELISM
              + ", not "
              + parallelism);
    }
    Files files = input.files;
    return files != null ? onFiles(files) : onKafka(String.valueOf(input.kafka));
  }

  private int onFiles(Files files) throws Exception {
    JobSettings settings = overrides.read(job, List.of());
    JsonlFiles out = JsonlFiles.prepare(files.out);
    Configuration flink = CrisisDetection.configurationOnFiles(settings);
    LocalScratch.give(flink);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
    CrisisDetection.onFiles(env, settings, files.mentions, files.control, out);
    Services.ensure(settings);

    long started = System.nanoTime();
    JobClient client = env.executeAsync(settings.name());
    JobExecutionResult result = await(client);
    out.assemble();
    double seconds = (System.nanoTime() - started) / 1e9;
    new RunSummary(files.out, result.getAllAccumulatorResults(), seconds)
        .print(spec.commandLine().getOut());
    return 0;
  }

  private int onKafka(String servers) throws Exception {
    JobSettings settings =
        overrides.read(
            job, List.of("kafka.bootstrapServers=" + servers, "sinks.kafka.enabled=true"));
    Services.ensure(settings);
    Configuration flink = CrisisDetection.configuration(settings);
    LocalScratch.give(flink);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
    CrisisDetection.onKafka(env, settings.remembering());
    spec.commandLine().getErr().println("reading " + servers + "; Ctrl-C stops");
    env.execute(settings.name());
    return 0;
  }

  /** Waits for the end, with a progress line on a terminal. */
  private JobExecutionResult await(JobClient client) throws Exception {
    boolean terminal = System.console() != null;
    CompletableFuture<JobExecutionResult> end = client.getJobExecutionResult();
    while (true) {
      try {
        JobExecutionResult result = end.get(1, TimeUnit.SECONDS);
        if (terminal) {
          progress("");
        }
        return result;
      } catch (TimeoutException e) {
        if (terminal) {
          Map<String, Object> counts = client.getAccumulators().get(5, TimeUnit.SECONDS);
          progress("%,d records read".formatted(RunSummary.count(counts, Tallied.READ)));
        }
      } catch (ExecutionException e) {
        throw RunSummary.failure(e);
      }
    }
  }

  private void progress(String line) throws IOException {
    spec.commandLine()
        .getErr()
        .print("\r" + line + " ".repeat(Math.max(0, 40 - line.length())) + "\r");
    spec.commandLine().getErr().flush();
  }
}
