package io.vigie.cli;

import io.vigie.cli.demo.DrillMentions;
import io.vigie.cli.demo.RunningDemo;
import io.vigie.cli.drill.DrillWatch;
import io.vigie.cli.drill.LiveDrill;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vigie drill}: an invented crisis for the real detector, and how the drill went. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "Plays an invented crisis, marked as an exercise, through the real detector, tells",
      "each step as it happens, and at the end how it went. Without --kafka, --out or",
      "--score: in the demo that runs on this machine."
    },
    footer = {
      "",
      "On a running job the mentions are sent as their time comes, and people act by",
      "./vigie control ack, task, respond, resolve. Ctrl-C ends the mentions.",
      "",
      "Examples:",
      "  ./vigie drill data-breach --brand Aerolys                  in the running demo",
      "  ./vigie drill data-breach --brand Telmora --kafka localhost:9092",
      "  ./vigie drill data-breach --brand Telmora --start 2026-03-05T12:00:00Z \\",
      "      --out drill.jsonl",
      "  ./vigie drill data-breach --brand Telmora --start 2026-03-05T12:00:00Z \\",
      "      --score out/incidents.jsonl",
      "",
      "Exit codes: 0 done, 1 a file is at fault or the drill was not detected,",
      "2 wrong usage, 3 Kafka could not be reached."
    })
public final class DrillCommand implements Callable<Integer> {

  private static final int MAX_MINUTES = 720;
  private static final double MAX_SPEED = 100;

  /** In the demo, nobody wants to wait for half an hour. */
  private static final double DEMO_SPEED = 6;

  /** A drill's incident begins at most this much after the drill's last mention. */
  private static final Duration GRACE = Duration.ofHours(1);

  @Parameters(index = "0", paramLabel = "SCENARIO", description = "a scenario of the playbooks")
  private String scenario = "";

  @Option(names = "--brand", required = true, paramLabel = "B", description = "as in the watchlist")
  private String brand = "";

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description =
          "time of the first mention, such as 2026-03-05T12:00:00Z; on a running job: now")
  private @Nullable String start;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "how much of the crisis is played (default: ${DEFAULT-VALUE})")
  private int minutes;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = "minutes of the crisis that pass in one (default: 1, in the demo 6)")
  private @Nullable Double speed;

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

  @ArgGroup private Where where = new Where();

  static final class Where {
    @Option(
        names = "--kafka",
        paramLabel = "HOST:PORT",
        description = "play it on the job that reads these brokers")
    @Nullable String kafka;

    @Option(names = "--out", paramLabel = "FILE", description = "write the mentions, .jsonl")
    @Nullable Path out;

    @Option(
        names = "--score",
        paramLabel = "FILE",
        description = "tell how it went: incidents.jsonl of the run, or of the topic")
    @Nullable Path incidents;
  }

  @Option(
      names = "--cell",
      paramLabel = "people|invented",
      description =
          "who acts while it is played: people, by ./vigie control, or an invented cell, to watch"
              + " (default: people, in the demo invented)")
  private @Nullable Cell cell;

  /** Who acts. */
  enum Cell {
    PEOPLE,
    INVENTED
  }

  @Mixin private JobOptions job = new JobOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    check();
    if (where.out != null) {
      Instant from = start();
      checkBrand(job.read(List.of()));
      write(from, where.out);
      return 0;
    }
    if (where.incidents != null) {
      Instant from = start();
      JobSettings settings = job.read(List.of());
      checkBrand(settings);
      return print(score(from, where.incidents, settings));
    }
    if (start != null) {
      throw wrong("--start is for --out and --score: on a running job a drill begins now");
    }
    return playLive();
  }

  private void check() {
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
    if (speed != null && !(speed >= 0.1 && speed <= MAX_SPEED)) {
      throw wrong("--speed should be 0.1 to " + (int) MAX_SPEED);
    }
  }

  private Instant start() {
    try {
      if (start != null) {
        return Instant.parse(start);
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw wrong("--start should be a time such as 2026-03-05T12:00:00Z");
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
    List<Mention> mentions = mentions(from, 1);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Mention mention : mentions) {
        out.write(MentionJson.write(mention));
        out.write('\n');
      }
    }
    out().println(file + ": " + mentions.size() + " mentions, all marked as an exercise");
  }

  private List<Mention> mentions(Instant from, double byDefault) {
    return new DrillMentions(scenario, brand, from, minutes, people, speed(byDefault), seed).all();
  }

  private double speed(double byDefault) {
    return speed == null ? byDefault : speed;
  }

  private int playLive() throws IOException {
    RunningDemo demo = where.kafka == null ? RunningDemo.find(RunningDemo.file()) : null;
    if (where.kafka == null && demo == null) {
      throw wrong(
          "say where: --kafka, --out or --score (no demo runs on this machine, or not yet live)");
    }
    JobSettings settings =
        job.read(demo == null ? List.of("kafka.bootstrapServers=" + where.kafka) : demo.settings());
    checkBrand(settings);
    PlaybookSet playbooks = playbooks(settings);
    Supplier<Instant> clock = demo == null ? Instant::now : demo::now;
    Instant from = clock.get();
    LiveDrill.Course course =
        new LiveDrill.Course(brand, from, mentions(from, demo == null ? 1 : DEMO_SPEED));
    boolean invented = cell == null ? demo != null : cell == Cell.INVENTED;
    Consumer<ControlMessage> say = invented ? new ControlSender(settings)::send : null;
    JobSettings.KafkaInput input = Objects.requireNonNull(settings.kafka());
    tellBeginning(course, input.topic(), invented);
    return print(
        new LiveDrill(course, playbooks, clock, say, LiveDrill.TO_WATCH, out())
            .run(input.connection(), input.topic()));
  }

  private void tellBeginning(LiveDrill.Course course, String topic, boolean invented) {
    out()
        .printf(
            Locale.ROOT,
            "EXERCISE %s of %s, from %s: %d mentions to %s as their time comes.%n",
            scenario,
            brand,
            course.start().truncatedTo(ChronoUnit.SECONDS),
            course.mentions().size(),
            topic);
    out()
        .println(
            invented
                ? "An invented cell acts."
                : "People act: ./vigie control ack|task|respond|resolve INCIDENT. It ends when the"
                    + " incident is resolved.");
    out().println("Event time (UTC), and since the first mention:");
    out().flush();
  }

  private static PlaybookSet playbooks(JobSettings settings) {
    PlaybookSet playbooks = settings.playbooks();
    if (playbooks == null) {
      throw new CommandFailedException("the job has no playbooks, so there are no tasks to score");
    }
    return playbooks;
  }

  private @Nullable Scorecard score(Instant from, Path file, JobSettings settings)
      throws IOException {
    PlaybookSet playbooks = playbooks(settings);
    Duration lasts = Duration.ofMillis((long) (minutes * 60_000L / speed(1)));
    DrillWatch watch = new DrillWatch(brand, from, from.plus(lasts).plus(GRACE));
    revisions(file).forEach(watch::hear);
    Incident incident = watch.last();
    if (incident == null) {
      return null;
    }
    Playbook playbook = new PlaybookChooser(playbooks).choose(Clues.of(incident)).playbook();
    return Scorecard.of(incident, watch.highest(), playbook, from);
  }

  /** All of the ledger in the order of time: a topic's partitions come one after the other. */
  private static List<Incident> revisions(Path file) throws IOException {
    List<Incident> revisions = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          revisions.add(read(file, number, line));
        }
      }
    }
    revisions.sort(Comparator.comparing(Incident::updatedAt).thenComparingInt(Incident::revision));
    return revisions;
  }

  private static Incident read(Path file, long line, String json) {
    try {
      return IncidentJson.read(json);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          file + ":" + line + ": is not an incident: " + e.getMessage(), e);
    }
  }

  /** The scorecard, and the exit code that it means. */
  private int print(@Nullable Scorecard card) {
    if (card == null) {
      out().println("Not detected: nobody was told of an exercise of " + brand + ".");
      out().flush();
      return 1;
    }
    Incident incident = card.incident();
    out().println();
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
    return 0;
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
