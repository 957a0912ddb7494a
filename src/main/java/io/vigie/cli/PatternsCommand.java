package io.vigie.cli;

import io.vigie.mention.WatchlistSettings;
import io.vigie.pattern.PatternDrawing;
import io.vigie.pattern.PatternExplanation;
import io.vigie.pattern.PatternReader;
import io.vigie.pattern.PatternSchema;
import io.vigie.pattern.PatternSet;
import io.vigie.pattern.PatternSpec;
import io.vigie.pattern.PatternTest;
import io.vigie.pattern.PatternTest.Expected;
import io.vigie.pattern.PatternTestReader;
import io.vigie.signal.Signal;
import io.vigie.signal.Signal.Phase;
import io.vigie.stream.PatternTestRun;
import io.vigie.stream.PatternTestRun.Result;
import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vigie patterns validate|test|explain PATH}, and {@code schema}. */
@Command(
    name = "patterns",
    mixinStandardHelpOptions = true,
    description = "Checks, tests and explains patterns.",
    footer = {
      "",
      "Example:",
      "  ./vigie patterns validate jobs/crisis-detection/patterns",
      "",
      "Exit codes: 0 all is well, 1 a pattern or a test is at fault, 2 wrong usage."
    })
public final class PatternsCommand implements Runnable {

  private static final String PATH_HELP = "directory of patterns, or one of its files";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec own = Objects.requireNonNull(spec);
    throw new ParameterException(
        own.commandLine(), "Say what to do with the patterns: validate, test, explain or schema.");
  }

  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Reports every problem of every pattern and test file, with file and line.",
      footer = {"", "Example:", "  ./vigie patterns validate jobs/crisis-detection/patterns"})
  int validate(@Parameters(paramLabel = "PATH", description = PATH_HELP) Path path) {
    Problems problems = new Problems();
    PatternSet patterns = PatternReader.read(path, problems);
    int tests =
        Files.isDirectory(PatternReader.directoryOf(path).resolve("tests"))
            ? PatternTestReader.read(path, patterns, problems).size()
            : 0;
    WatchlistSettings watchlist = watchlist(path, problems);
    if (failed(problems)) {
      return 1;
    }
    patterns
        .unknownBrands(watchlist.brands())
        .forEach(warning -> err().println("warning: " + warning));
    out()
        .println(
            patterns.patterns().size()
                + " patterns, "
                + patterns.rules().size()
                + " signals, "
                + tests
                + " tests: no problem");
    return 0;
  }

  /** The watchlist of the job that the patterns lie in, so that overrides can be checked. */
  private static WatchlistSettings watchlist(Path path, Problems problems) {
    Path brands = PatternReader.directoryOf(path.toAbsolutePath()).resolveSibling("brands.yaml");
    return Files.isRegularFile(brands)
        ? WatchlistSettings.read(brands, problems)
        : WatchlistSettings.EMPTY;
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints the JSON Schema of pattern files, for editors.",
      footer = {"", "Example:", "  ./vigie patterns schema > pattern.schema.json"})
  int schema() {
    out().print(PatternSchema.json());
    out().flush();
    return 0;
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Runs PATH/tests/*.yaml and compares the matches with those expected.",
      footer = {"", "Example:", "  ./vigie patterns test jobs/crisis-detection/patterns"})
  int test(@Parameters(paramLabel = "PATH", description = PATH_HELP) Path path) throws Exception {
    Problems problems = new Problems();
    PatternSet patterns = PatternReader.read(path, problems);
    List<PatternTest> tests = PatternTestReader.read(path, patterns, problems);
    if (failed(problems)) {
      return 1;
    }
    List<Result> results = PatternTestRun.run(patterns, tests);
    results.forEach(this::print);
    long failed = results.stream().filter(result -> !result.passed()).count();
    out().println(results.size() - failed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      description = "Says in plain words what each pattern waits for, and draws it.",
      footer = {
        "",
        "Example:",
        "  ./vigie patterns explain jobs/crisis-detection/patterns --pattern pile-on",
        "  ./vigie patterns explain jobs/crisis-detection/patterns --html patterns.html"
      })
  int explain(
      @Parameters(paramLabel = "PATH", description = PATH_HELP) Path path,
      @Option(names = "--pattern", paramLabel = "NAME", description = "only this pattern")
          @Nullable String pattern,
      @Option(names = "--svg", paramLabel = "DIR", description = "one picture a pattern, here")
          @Nullable Path svg,
      @Option(names = "--html", paramLabel = "FILE", description = "one page with all of them")
          @Nullable Path html)
      throws IOException {
    Problems problems = new Problems();
    PatternSet patterns = PatternReader.read(path, problems);
    if (failed(problems)) {
      return 1;
    }
    List<PatternSpec> asked =
        patterns.patterns().stream()
            .filter(candidate -> pattern == null || candidate.id().equals(pattern))
            .toList();
    if (asked.isEmpty()) {
      List<String> known = patterns.patterns().stream().map(PatternSpec::id).toList();
      err()
          .println(
              "unknown pattern '"
                  + pattern
                  + "'"
                  + YamlNode.suggest(String.valueOf(pattern), known));
      return 1;
    }
    if (svg == null && html == null) {
      List<String> texts = asked.stream().map(one -> PatternExplanation.of(one, patterns)).toList();
      out().println(String.join("\n\n", texts));
    }
    if (svg != null) {
      Files.createDirectories(svg);
      for (PatternSpec one : asked) {
        write(svg.resolve(one.id() + ".svg"), PatternDrawing.svg(one, patterns));
      }
    }
    if (html != null) {
      write(html, PatternDrawing.html(asked, patterns));
    }
    return 0;
  }

  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    out().println(file);
  }

  private void print(Result result) {
    PatternTest test = result.test();
    out()
        .println(
            (result.passed() ? "PASS  " : "FAIL  ") + test.name() + "  (" + test.place() + ")");
    if (result.passed()) {
      return;
    }
    for (Expected expected : test.expected()) {
      if (!result.actual().contains(expected)) {
        out().println("      missing     " + inWords(expected));
      }
    }
    for (Expected actual : result.actual()) {
      if (!test.expected().contains(actual)) {
        out().println("      unexpected  " + inWords(actual));
      }
    }
    for (Signal signal : result.signals()) {
      if (signal.phase() != Phase.HOLDS) {
        out()
            .println(
                "      signal      "
                    + signal.name()
                    + (signal.phase() == Phase.FIRES ? " fires at " : " ends at ")
                    + signal.at());
      }
    }
  }

  private static String inWords(Expected expected) {
    return expected.pattern() + " at " + expected.at();
  }

  private boolean failed(Problems problems) {
    if (problems.none()) {
      return false;
    }
    err().println(new InvalidFileException(problems.sorted()).getMessage());
    return true;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
