package io.vigie.cli;

import io.vigie.cli.demo.DrillMentions;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.incident.Level;
import io.vigie.job.JobSettings;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import io.vigie.response.Clues;
import io.vigie.response.Playbook;
import io.vigie.response.PlaybookChooser;
import io.vigie.response.PlaybookSet;
import io.vigie.response.Scorecard;
import io.vigie.response.Scorecard.TaskResult;
import io.vigie.yaml.YamlNode;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vigie drill}: the mentions of an invented crisis, and how the drill went. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the mentions of an invented crisis, marked as an exercise, to be run through the real",
      "detector beside real ones; afterwards tells how the drill went."
    },
    footer = {
      "",
      "Examples:",
      "  ./vigie drill data-breach --brand Telmora --start 2026-03-05T12:00:00Z --out drill.jsonl",
      "  ./vigie run crisis-detection --mentions real.jsonl drill.jsonl --out out",
      "  ./vigie drill data-breach --brand Telmora --start 2026-03-05T12:00:00Z --score out/incidents.jsonl",
      "",
      "Exit codes: 0 done, 1 a file is at fault or the drill was not detected, 2 wrong usage."
    })
public final class DrillCommand implements Callable<Integer> {

  private static final int MAX_MINUTES = 720;

  /** A drill's incident begins at most this much after the drill's last mention. */
  private static final Duration GRACE = Duration.ofHours(1);

  @Parameters(index = "0", paramLabel = "SCENARIO", description = "a scenario of the playbooks")
  private String scenario = "";

  @Option(names = "--brand", required = true, paramLabel = "B", description = "as in the watchlist")
  private String brand = "";

  @Option(
      names = "--start",
      required = true,
      paramLabel = "TIME",
      description = "time of the first mention, such as 2026-03-05T12:00:00Z")
  private String start = "";

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long it lasts (default: ${DEFAULT-VALUE})")
  private int minutes;

  @Option(
      names = "--people",
      paramLabel = "N",
      defaultValue = "1500",
      description = "how many may join it at most (default: ${DEFAULT-VALUE})")
  private int people;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "another one gives another course (default: ${DEFAULT-VALUE})")
  private long seed;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private What what;

  static final class What {
    @Option(names = "--out", paramLabel = "FILE", description = "write the mentions, .jsonl")
    @Nullable Path out;

    @Option(
        names = "--score",
        paramLabel = "FILE",
        description = "tell how it went: incidents.jsonl of the run, or of the topic")
    @Nullable Path incidents;
  }

  @Option(
      names = "--job",
      paramLabel = "JOB",
      defaultValue = "crisis-detection",
      description = "job with the playbooks (default: ${DEFAULT-VALUE})")
  private String job = "";

  @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private Level highest = Level.INFO;

  @Override
  public Integer call() throws IOException {
    Instant from = check();
    JobSettings settings = settingsOptions.read(job, List.of());
    checkBrand(settings);
    if (what.out != null) {
      write(from, what.out);
      return 0;
    }
    return score(from, Objects.requireNonNull(what.incidents), settings);
  }

  private Instant check() {
    if (!DrillMentions.SCENARIOS.contains(scenario)) {
      throw wrong(
          "unknown scenario '"
              + scenario
              + "'"
              + YamlNode.suggest(scenario, DrillMentions.SCENARIOS));
    }
    if (minutes < 1 || minutes > MAX_MINUTES) {
      throw wrong("--minutes should be 1 to " + MAX_MINUTES);
    }
    if (people < 1 || people > 1_000_000) {
      throw wrong("--people should be 1 to 1000000");
    }
    try {
      return Instant.parse(start);
    } catch (DateTimeParseException e) {
      throw wrong("--start should be a time such as 2026-03-05T12:00:00Z");
    }
  }

  private void checkBrand(JobSettings settings) {
    List<String> known =
        settings.detection().watchlist().brands().stream().map(one -> one.name()).toList();
    if (!known.isEmpty() && !known.contains(brand)) {
      throw wrong("unknown brand '" + brand + "'" + YamlNode.suggest(brand, known));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void write(Instant from, Path file) throws IOException {
    List<Mention> mentions = new DrillMentions(scenario, brand, from, minutes, people, seed).all();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Mention mention : mentions) {
        out.write(MentionJson.write(mention));
        out.write('\n');
      }
    }
    out().println(file + ": " + mentions.size() + " mentions, all marked as an exercise");
  }

  private int score(Instant from, Path file, JobSettings settings) throws IOException {
    PlaybookSet playbooks = settings.playbooks();
    if (playbooks == null) {
      throw new CommandFailedException("the job has no playbooks, so there are no tasks to score");
    }
    Incident incident = lastRevision(from, file);
    if (incident == null) {
      out().println("Not detected: " + file + " has no exercise of " + brand + " at that time.");
      return 1;
    }
    Playbook playbook = new PlaybookChooser(playbooks).choose(Clues.of(incident)).playbook();
    print(Scorecard.of(incident, highest, playbook, from));
    return 0;
  }

  /** The last revision of the first exercise of the brand that began while the drill lasted. */
  private @Nullable Incident lastRevision(Instant from, Path file) throws IOException {
    Instant to = from.plus(Duration.ofMinutes(minutes)).plus(GRACE);
    Incident last = null;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        Incident incident = read(file, number, line);
        boolean ofDrill =
            incident.exercise()
                && incident.brand().equals(brand)
                && !incident.detectedAt().isBefore(from)
                && incident.detectedAt().isBefore(to);
        boolean same = last == null || last.incidentId().equals(incident.incidentId());
        if (ofDrill && same) {
          highest = highest.compareTo(incident.level()) < 0 ? incident.level() : highest;
          last = last == null || last.revision() <= incident.revision() ? incident : last;
        }
      }
    }
    return last;
  }

  private static Incident read(Path file, long line, String json) {
    try {
      return IncidentJson.read(json);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          file + ":" + line + ": is not an incident: " + e.getMessage(), e);
    }
  }

  private void print(Scorecard card) {
    Incident incident = card.incident();
    out().println("EXERCISE " + incident.incidentId() + ", " + scenario + " of " + brand);
    out()
        .println(
            "  level "
                + card.highest().label()
                + ", playbook "
                + card.playbook().id()
                + (card.playbook().scenario().equals(scenario) ? "" : " (another was played)"));
    out().println("  time to detect       " + inWords(card.toDetect()));
    out().println("  time to acknowledge  " + inWords(card.toAcknowledge()));
    out().println("  time to respond      " + inWords(card.toRespond()));
    out().println("  tasks in time        " + card.inTime() + " of " + card.tasks().size());
    for (TaskResult result : card.tasks()) {
      out()
          .println(
              String.format(
                  Locale.ROOT,
                  "    %-9s within %-8s %-9s %s",
                  result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  inWords(result.task().within()),
                  result.after() == null ? "" : "after " + inWords(result.after()),
                  result.task().task()));
    }
    out().flush();
  }

  private static String inWords(@Nullable Duration duration) {
    if (duration == null) {
      return "never";
    }
    long seconds = duration.toSeconds();
    return seconds < 60
        ? seconds + " s"
        : seconds < 7200
            ? seconds / 60 + " min"
            : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
