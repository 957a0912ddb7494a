package io.vigie.cli;

import io.vigie.mention.WatchlistSettings;
import io.vigie.scoring.InvalidModelException;
import io.vigie.scoring.LineScoring;
import io.vigie.scoring.Scorers;
import io.vigie.scoring.TextScorer;
import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problems;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vigie score}: one scored line for each line that is read. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description =
        "Scores mentions (JSONL) or plain lines: same order, one JSON line for each; a line that"
            + " cannot be read gives a line with an error.",
    footer = {"", "Example:", "  ./vigie score --in posts.jsonl.gz --out scored.jsonl"})
public final class ScoreCommand implements Callable<Integer> {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      defaultValue = "models/social-fr-en",
      description = "Bundle with model.zip and manifest.json (default: ${DEFAULT-VALUE}).")
  private Path model = Path.of("");

  @Option(names = "--in", paramLabel = "FILE", description = "Plain or .gz; default: stdin.")
  private @Nullable Path in;

  @Option(names = "--out", paramLabel = "FILE", description = "Default: stdout.")
  private @Nullable Path out;

  @Option(
      names = "--brands",
      paramLabel = "FILE",
      description =
          "Watchlist whose brands' names shall not carry a sentiment, as in the job: brands.yaml.")
  private @Nullable Path brands;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Exit codes: 0 done, 1 the model, a file or at least one line is at fault. */
  @Override
  public Integer call() {
    try (TextScorer scorer = Scorers.of(model).open(names());
        InputStream input = input();
        OutputStream output = output()) {
      LineScoring scoring = new LineScoring(scorer);
      scoring.run(input, output);
      if (scoring.faulty() > 0) {
        spec.commandLine()
            .getErr()
            .println(
                scoring.faulty()
                    + " of "
                    + scoring.lines()
                    + " lines could not be read; the output says which and why");
        return 1;
      }
      return 0;
    } catch (InvalidModelException | InvalidFileException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println("cannot be read or written: " + e);
      return 1;
    }
  }

  private List<String> names() {
    if (brands == null) {
      return List.of();
    }
    Problems problems = new Problems();
    WatchlistSettings watchlist = WatchlistSettings.read(brands, problems);
    problems.throwIfAny();
    return watchlist.names();
  }

  private InputStream input() throws IOException {
    if (in == null) {
      return System.in;
    }
    InputStream file = new BufferedInputStream(Files.newInputStream(in));
    return in.toString().endsWith(".gz") ? new GZIPInputStream(file, 1 << 16) : file;
  }

  private OutputStream output() throws IOException {
    if (out == null) {
      return new BufferedOutputStream(new Unclosed(System.out));
    }
    return new BufferedOutputStream(Files.newOutputStream(out), 1 << 16);
  }

  /** Standard output belongs to the whole process: it is flushed, never closed. */
  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
