package io.vigie.cli.chaos;

import io.vigie.connector.JsonlFiles;
import io.vigie.connector.ResultStream;
import io.vigie.connector.local.LocalScratch;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What must come out: the results of the same job on the same mentions as a file, in one process
 * and without a fault.
 *
 * @param mentions in the order of time
 * @param horizon results up to this event time are due as soon as all mentions have been read
 * @param results those up to the horizon, by stream and key
 */
record Truth(
    List<Mention> mentions, Instant horizon, Map<ResultStream, Map<String, Result>> results) {

  /** How far the last results may lag behind the last mention. */
  private static final Duration TAIL = Duration.ofMinutes(30);

  /**
   * Runs the job.
   *
   * @param dir an empty directory for its files
   */
  static Truth of(List<Mention> mentions, JobSettings settings, Path dir) throws Exception {
    Path file = write(mentions, Files.createDirectories(dir).resolve("mentions.jsonl"));
    JsonlFiles out = JsonlFiles.prepare(dir.resolve("out"));
    Configuration flink = CrisisDetection.configurationOnFiles(settings);
    LocalScratch.give(flink);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    CrisisDetection.onFiles(env, settings.withoutServices(), List.of(file), out);
    env.execute(settings.name());
    out.assemble();
    Instant horizon = mentions.get(mentions.size() - 1).createdAt().minus(TAIL);
    Map<ResultStream, Map<String, Result>> results = new EnumMap<>(ResultStream.class);
    for (ResultStream stream : Result.JUDGED) {
      results.put(stream, read(stream, dir.resolve("out").resolve(stream.fileName()), horizon));
    }
    return new Truth(mentions, horizon, results);
  }

  private static Path write(List<Mention> mentions, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Mention mention : mentions) {
        out.write(MentionJson.write(mention));
        out.write('\n');
      }
    }
    return file;
  }

  private static Map<String, Result> read(ResultStream stream, Path file, Instant horizon)
      throws IOException {
    Map<String, Result> results = new HashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .map(line -> Result.read(stream, line))
          .filter(result -> !result.at().isAfter(horizon))
          .forEach(result -> results.put(result.key(), result));
    }
    return results;
  }

  /** Results that are due in a stream, by key. */
  Map<String, Result> due(ResultStream stream) {
    return results.getOrDefault(stream, Map.of());
  }

  /** How much is due, for people. */
  String summary() {
    return Result.JUDGED.stream()
        .map(stream -> due(stream).size() + " " + stream.label())
        .collect(Collectors.joining(", "));
  }
}
