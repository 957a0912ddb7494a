package io.vigie.cli.backtest;

import io.vigie.connector.JsonlFiles;
import io.vigie.connector.ResultStream;
import io.vigie.job.CrisisDetection;
import io.vigie.job.JobSettings;
import io.vigie.kpi.Tally;
import io.vigie.scoring.ScoredMention;
import io.vigie.stream.DetectionResults;
import io.vigie.stream.Uid;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A history as it lies in files: mentions, scored mentions, or counts.
 *
 * @param kind what the files hold
 * @param files the files
 * @param counts what the files of counts hold; empty for the others
 */
public record HistoryFiles(Kind kind, List<Path> files, List<CountsFile> counts) {

  /** What files hold. */
  public enum Kind {
    MENTIONS,
    SCORED_MENTIONS,
    COUNTS
  }

  private static final long MINUTE_MILLIS = 60_000L;

  /**
   * Files of mentions, or of scored mentions.
   *
   * @throws io.vigie.yaml.InvalidFileException if some are scored and some are not
   */
  public static HistoryFiles ofMentions(List<Path> files) {
    List<Path> scored = files.stream().filter(ScoredHistory::isScored).toList();
    Problems problems = new Problems();
    if (!scored.isEmpty() && scored.size() < files.size()) {
      for (Path file : files) {
        if (!scored.contains(file)) {
          problems.add(
              new Problem(
                  file.toString(),
                  0,
                  "is not scored, but " + scored.get(0) + " is: score it first (./vigie score)"));
        }
      }
    }
    problems.throwIfAny();
    Kind kind = scored.isEmpty() ? Kind.MENTIONS : Kind.SCORED_MENTIONS;
    return new HistoryFiles(kind, List.copyOf(files), List.of());
  }

  /**
   * Files of counts, each of one brand.
   *
   * @param brand the brand of the only file; null: each file's name without its endings
   * @throws io.vigie.yaml.InvalidFileException with everything that is wrong in them
   */
  public static HistoryFiles ofCounts(List<Path> files, @Nullable String brand) {
    Problems problems = new Problems();
    List<CountsFile> counts = new ArrayList<>();
    Set<String> brands = new HashSet<>();
    for (Path file : files) {
      String name = brand == null ? nameOf(file) : brand;
      if (!brands.add(name)) {
        problems.add(new Problem(file.toString(), 0, "is the second file of brand " + name));
      }
      counts.add(CountsFile.read(file, name, problems));
    }
    problems.throwIfAny();
    return new HistoryFiles(Kind.COUNTS, List.copyOf(files), List.copyOf(counts));
  }

  /** Puts the job on this history together; all results are written. */
  DetectionResults build(StreamExecutionEnvironment env, JobSettings settings, JsonlFiles out) {
    return switch (kind) {
      case MENTIONS -> CrisisDetection.onFiles(env, settings, files, out);
      case SCORED_MENTIONS ->
          CrisisDetection.onScored(
              HistorySource.stream(
                  env,
                  new ScoredHistory(files),
                  TypeInformation.of(ScoredMention.class),
                  scored -> scored.mention().createdAt().toEpochMilli(),
                  Uid.READ_MENTIONS.id("scored")),
              settings,
              out);
      case COUNTS ->
          CrisisDetection.onTallies(
              HistorySource.stream(
                  env,
                  new CountsHistory(counts),
                  TypeInformation.of(Tally.class),
                  tally -> tally.minute * MINUTE_MILLIS,
                  Uid.READ_MENTIONS.id("counts")),
              settings,
              out);
    };
  }

  /**
   * The same history for a second run: mentions that a first run has scored are not scored again.
   *
   * @param out where the first run's results are
   */
  public HistoryFiles scoredIn(Path out) {
    return kind == Kind.MENTIONS
        ? new HistoryFiles(
            Kind.SCORED_MENTIONS,
            List.of(out.resolve(ResultStream.SCORED_MENTIONS.fileName())),
            List.of())
        : this;
  }

  /** Width of the widest bucket of counts, seconds; 0 for mentions. */
  long bucketSeconds() {
    return counts.stream().mapToLong(CountsFile::widthSeconds).max().orElse(0);
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.replaceFirst("\\.gz$", "").replaceFirst("\\.csv$", "");
  }
}
