package io.vigie.cli;

import io.vigie.cli.report.RecordedCase;
import io.vigie.connector.CaseTable;
import io.vigie.incident.Alert;
import io.vigie.incident.PlainText;
import io.vigie.response.Case;
import io.vigie.response.Case.Result;
import io.vigie.response.CaseProfile;
import io.vigie.response.CaseReader;
import io.vigie.response.CaseText;
import io.vigie.response.SimilarCases;
import io.vigie.response.SimilarCases.Neighbour;
import io.vigie.response.SimilarCases.Part;
import io.vigie.response.SimilarCases.Precedent;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vigie cases list|similar|add|record}. */
@Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    description = "Remembers closed incidents, and finds those that a new one is like.",
    footer = {
      "",
      "Example:",
      "  ./vigie cases similar --alert out/alerts.jsonl",
      "",
      "Exit codes: 0 done (also without a similar case), 1 a case, alert or incident is at fault,",
      "2 wrong usage, 3 the database could not be reached."
    })
public final class CasesCommand implements Runnable {

  private static final String DIRECTORY =
      "directory of cases (default: jobs/crisis-detection/cases)";

  private static final int MAX_WORDS = 300;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Say what to do with the cases: list, similar, add or record.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the cases; reports every problem of every file, with its line.",
      footer = {"", "Example:", "  ./vigie cases list"})
  int list(
      @Option(names = "--cases", paramLabel = "DIR", description = DIRECTORY) @Nullable Path dir) {
    for (Case known : read(dir)) {
      out()
          .printf(
              Locale.ROOT,
              "%-28s %-22s %s%n",
              known.id(),
              known.profile().scenario(),
              known.title());
    }
    out().flush();
    return 0;
  }

  @Command(
      name = "similar",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the cases that an alert's incident is like, by what, and what went well or badly in",
        "them. Similar is not the same: this is to think with, not to copy."
      },
      footer = {"", "Example:", "  ./vigie cases similar --alert out/alerts.jsonl --id alt-0a1b"})
  int similar(
      @Mixin AlertOption given,
      @Option(names = "--most", paramLabel = "N", description = "cases at most (default: 3)")
          @Nullable Integer most,
      @Option(names = "--cases", paramLabel = "DIR", description = DIRECTORY) @Nullable Path dir)
      throws IOException {
    Alert alert = given.read();
    List<Case> cases = read(dir);
    List<Neighbour> neighbours =
        SimilarCases.of(CaseProfile.of(alert), cases, most == null ? 3 : Math.max(1, most));
    if (neighbours.isEmpty()) {
      out().printf("no similar case among %d%n", cases.size());
      out().flush();
      return 0;
    }
    neighbours.forEach(this::show);
    precedents("Went well in a similar case:", neighbours, Result.HELPED);
    precedents("Went badly in a similar case:", neighbours, Result.HURT);
    out().flush();
    return 0;
  }

  private void show(Neighbour neighbour) {
    Case found = neighbour.found();
    out()
        .printf(
            Locale.ROOT,
            "%s  distance %.2f  %s%n",
            found.id(),
            neighbour.distance(),
            words(found.title()));
    for (Part part : neighbour.parts()) {
      out()
          .printf(
              Locale.ROOT,
              "    %.2f x %.0f  %s: %s, there %s%n",
              part.distance(),
              part.weight(),
              part.name(),
              words(part.here()),
              words(part.there()));
    }
    if (!found.outcome().isEmpty()) {
      out().println("    outcome: " + words(found.outcome()));
    }
  }

  private void precedents(String heading, List<Neighbour> neighbours, Result result) {
    List<Precedent> precedents = SimilarCases.precedents(neighbours, result);
    if (precedents.isEmpty()) {
      return;
    }
    out().println();
    out().println(heading);
    for (Precedent precedent : precedents) {
      out().println("  - " + words(precedent.action().what()));
      out().println("      " + precedent.from().id() + ": " + words(precedent.action().evidence()));
    }
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a resolved incident as a case, a YAML file to complete: what came of each action,",
        "and the lessons. Exercises are refused."
      },
      footer = {"", "Example:", "  ./vigie cases add inc-9c9d --from out"})
  int add(
      @Parameters(
              paramLabel = "INCIDENT",
              description = "incidentId, or its beginning if no other begins so")
          String incident,
      @ArgGroup(multiplicity = "1") RecordsOptions from,
      @Option(names = "--cases", paramLabel = "DIR", description = DIRECTORY) @Nullable Path dir)
      throws IOException {
    Case told = measured(incident, from);
    Path directory = directory(dir);
    Files.createDirectories(directory);
    Path file = directory.resolve(told.id() + ".yaml");
    try {
      Files.writeString(file, CaseText.of(told), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailedException(
          file + " is already there: remove it first if it should be written anew", e);
    }
    out().println(file + ": complete the result of each action, the outcome and the lessons");
    out().flush();
    return 0;
  }

  @Command(
      name = "record",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a resolved incident into the table cases, for alerts of jobs that start later: what",
        "people completed in its file, or else what was measured. An earlier record of it is replaced."
      },
      footer = {
        "",
        "Example:",
        "  ./vigie cases record inc-9c9d --postgres jdbc:postgresql://localhost:5432/vigie"
      })
  int record(
      @Parameters(
              paramLabel = "INCIDENT",
              description =
                  "incidentId, or its beginning if no other begins so; or the name of a case in"
                      + " the directory")
          String incident,
      @ArgGroup(exclusive = false, multiplicity = "1") RecordsOptions.Database database,
      @Option(names = "--cases", paramLabel = "DIR", description = DIRECTORY) @Nullable Path dir)
      throws IOException {
    List<Case> completed = read(dir);
    Case told = find(incident, completed);
    if (told == null) {
      Case measured = measured(incident, RecordsOptions.of(database));
      told = Objects.requireNonNullElse(find(measured.id(), completed), measured);
    }
    CaseTable.write(database.settings(), told);
    out().println("recorded: " + told.id());
    out().flush();
    return 0;
  }

  private static @Nullable Case find(String id, List<Case> cases) {
    return cases.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
  }

  private static Case measured(String incident, RecordsOptions from) throws IOException {
    try {
      return RecordedCase.of(from.read(incident));
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(incident + " is no case: " + e.getMessage(), e);
    }
  }

  private static Path directory(@Nullable Path given) {
    return given == null
        ? SettingsOptions.home().resolve("jobs").resolve("crisis-detection").resolve("cases")
        : given;
  }

  private static List<Case> read(@Nullable Path given) {
    Problems problems = new Problems();
    List<Case> cases = CaseReader.read(directory(given), problems);
    problems.throwIfAny();
    return cases;
  }

  private static String words(String text) {
    return PlainText.oneLine(text, MAX_WORDS);
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
