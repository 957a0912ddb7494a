package io.vigie.cli.bench;

import io.vigie.cli.backtest.Backtest;
import io.vigie.cli.backtest.HistoryFiles;
import io.vigie.cli.backtest.StepFiles;
import io.vigie.job.JobSettings;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.ScoredMentionJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.apache.flink.util.FileUtils;

/**
 * How fast a back-test goes through scored mentions: a file of them is invented ({@link BrandLoad})
 * and back-tested several times in this process, as {@code ./vigie backtest} does it. The first run
 * loads the classes and waits for the compiler; those after it show what a long history costs.
 */
public final class BacktestBench {

  private static final Comparator<ScoredMention> BY_TIME =
      Comparator.comparing((ScoredMention scored) -> scored.mention().createdAt())
          .thenComparing(scored -> scored.mention().id());

  private final long mentions;
  private final int brands;
  private final double loudest;
  private final int parallelism;
  private final int runs;

  /**
   * @param mentions how many at least: the minute of the last is completed; 1 or more
   * @param brands how many; 1 or more
   * @param loudest mentions a minute of the loudest brand, by day; positive
   * @param parallelism subtasks of each operator; 1 or more
   * @param runs how often the history is back-tested; 1 or more
   */
  public BacktestBench(long mentions, int brands, double loudest, int parallelism, int runs) {
    if (mentions < 1 || brands < 1 || !(loudest > 0) || parallelism < 1 || runs < 1) {
      throw new IllegalArgumentException(
          "mentions, brands, the loudest's mentions, parallelism and runs must be above 0");
    }
    this.mentions = mentions;
    this.brands = brands;
    this.loudest = loudest;
    this.parallelism = parallelism;
    this.runs = runs;
  }

  /**
   * Measures; prints nothing.
   *
   * @param progress told what is going on, and how many mentions were written so far, or -1
   * @return a table in Markdown
   */
  public String run(JobSettings settings, BiConsumer<String, Long> progress) throws Exception {
    Path directory = Files.createTempDirectory("vigie-bench-backtest-");
    try {
      Path file = directory.resolve("scored-mentions.jsonl");
      Written written = write(file, progress);
      StringBuilder text =
          new StringBuilder()
              .append(written.text(brands))
              .append("\n\n| run | s | mentions/s | CPU s | CPU s per million | signals |")
              .append(" incidents |\n|---|--:|--:|--:|--:|--:|--:|\n");
      for (int run = 1; run <= runs; run++) {
        progress.accept("run " + run + " of " + runs, -1L);
        text.append(run(run, file, written.mentions(), settings, directory.resolve("run" + run)));
      }
      return text.toString();
    } finally {
      FileUtils.deleteDirectory(directory.toFile());
    }
  }

  private String run(int run, Path file, long count, JobSettings settings, Path out)
      throws Exception {
    Snapshot before = Snapshot.take();
    StepFiles steps = StepFiles.prepare(out, false);
    Backtest done;
    try {
      done =
          Backtest.run(
              "bench",
              HistoryFiles.ofMentions(List.of(file)),
              settings,
              List.of(),
              out,
              parallelism,
              false,
              steps);
    } finally {
      steps.delete();
    }
    Snapshot after = Snapshot.take();
    double seconds = after.secondsSince(before);
    double cpu = after.cpuSecondsSince(before);
    FileUtils.deleteDirectory(out.toFile());
    return String.format(
        Locale.ROOT,
        "| %d%s | %.1f | %,.0f | %.1f | %.1f | %,d | %,d |%n",
        run,
        run == 1 ? " (cold)" : "",
        seconds,
        count / seconds,
        cpu,
        cpu / count * 1e6,
        done.results().signals().size(),
        done.results().waves().size());
  }

  /** What the invented history is. */
  private record Written(long mentions, long minutes, long bytes) {
    String text(int brands) {
      return String.format(
          Locale.ROOT,
          "%,d scored mentions of %,d brands in %.1f days, %,d bytes a mention",
          mentions,
          brands,
          minutes / 1440.0,
          bytes / mentions);
    }
  }

  private Written write(Path file, BiConsumer<String, Long> progress) throws IOException {
    BrandLoad load = new BrandLoad(loudest);
    long count = 0;
    long bytes = 0;
    long minute = BrandLoad.START;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      while (count < mentions) {
        List<ScoredMention> ofMinute = new ArrayList<>();
        for (int rank = 1; rank <= brands; rank++) {
          ofMinute.addAll(load.mentions(rank, minute));
        }
        ofMinute.sort(BY_TIME);
        for (ScoredMention mention : ofMinute) {
          byte[] json = ScoredMentionJson.write(mention);
          out.write(json);
          out.write('\n');
          bytes += json.length + 1;
        }
        count += ofMinute.size();
        minute++;
        progress.accept("writing", count);
      }
    }
    return new Written(count, minute - BrandLoad.START, bytes);
  }
}
