package io.vigie.cli;

import io.vigie.cli.ControlCommand.Acknowledge;
import io.vigie.cli.ControlCommand.MergeInto;
import io.vigie.cli.ControlCommand.Plan;
import io.vigie.cli.ControlCommand.Resolve;
import io.vigie.cli.ControlCommand.Responded;
import io.vigie.cli.ControlCommand.Silent;
import io.vigie.cli.ControlCommand.TaskDone;
import io.vigie.cli.demo.RunningDemo;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.incident.Silence;
import io.vigie.signal.PlannedEvent;
import io.vigie.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

/** {@code vigie control}: tells a running job what people have decided. */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    description =
        "Tells a running job what people have decided: makes a control message, signs it, and sends"
            + " it to Kafka or appends it to a file.",
    subcommands = {
      Acknowledge.class,
      Silent.class,
      Plan.class,
      Resolve.class,
      Responded.class,
      TaskDone.class,
      MergeInto.class
    },
    footer = {
      "",
      "With --kafka, the key comes from VIGIE_CONTROL_KEYS or VIGIE_CONTROL_KEYS_FILE (id:secret; openssl rand -hex 32).",
      "Examples:",
      "  ./vigie control ack inc-0a1b… --by maria --kafka localhost:9092",
      "  ./vigie control merge inc-0a1b… --into inc-9c9d… --kafka localhost:9092",
      "  ./vigie control silence Telmora --for 2h --reason \"maintenance, announced\" --kafka localhost:9092",
      "  ./vigie control plan \"cup final\" --brand Telmora --from 2026-05-30T18:00:00Z --to 2026-05-30T23:00:00Z \\",
      "      --out control.jsonl"
    })
public final class ControlCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which message?");
  }

  /** Where a message goes. */
  static final class Target {
    @Option(
        names = "--kafka",
        paramLabel = "HOST:PORT",
        description =
            "Kafka brokers; the topic is the job's control.topic. Default: the demo that runs on"
                + " this machine.")
    @Nullable String kafka;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Appends to a file, for ./vigie run … --control FILE.")
    @Nullable Path out;
  }

  /** What all messages have in common. */
  abstract static class Message implements Callable<Integer> {

    @ArgGroup private Target target = new Target();

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who says so; default: the user of this machine.")
    private String by = System.getProperty("user.name", "unknown");

    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "When it takes effect, such as 2026-03-02T09:00:00Z; default: now.")
    private @Nullable String at;

    @Mixin private JobOptions job = new JobOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** The message, from its id and times. */
    abstract ControlMessage message(
        String id, Instant takesEffect, Instant issuedAt, String author);

    @Override
    public Integer call() throws IOException {
      RunningDemo demo = demo();
      Instant now = Instant.now();
      Instant byDefault = demo == null ? now : demo.now();
      ControlMessage message =
          message(UUID.randomUUID().toString(), at == null ? byDefault : time("--at", at), now, by);
      ControlSender sender = new ControlSender(job.read(where(demo)));
      Path file = target.out;
      if (file == null) {
        check(sender);
        sender.send(message);
      } else {
        append(sender.write(message), file);
      }
      spec.commandLine().getOut().println(message.type().label() + " " + message.id());
      return 0;
    }

    /**
     * Looks at what only the running job knows, before the message is sent to it.
     *
     * @throws CommandFailedException if it could not mean what it says
     */
    void check(ControlSender sender) {}

    /** The demo of this machine, if nothing else is said. */
    private @Nullable RunningDemo demo() throws IOException {
      if (target.kafka != null || target.out != null) {
        return null;
      }
      RunningDemo demo = RunningDemo.find(RunningDemo.file());
      if (demo == null) {
        throw wrong("say where: --kafka or --out (no demo runs on this machine)");
      }
      return demo;
    }

    private List<String> where(@Nullable RunningDemo demo) {
      if (demo != null) {
        return demo.settings();
      }
      return target.kafka == null ? List.of() : List.of("kafka.bootstrapServers=" + target.kafka);
    }

    private static void append(String json, Path out) throws IOException {
      Files.writeString(out, json + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Instant time(String option, String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new ParameterException(
            spec.commandLine(),
            option + " should be a time such as 2026-03-02T09:00:00Z, not '" + text + "'");
      }
    }

    Duration span(String option, String text) {
      Duration span = YamlNode.parseDuration(text);
      if (span == null) {
        throw new ParameterException(
            spec.commandLine(),
            option + " should be a time span such as 30m, 2h or 14d, not '" + text + "'");
      }
      return span;
    }

    ParameterException wrong(String message) {
      return new ParameterException(spec.commandLine(), message);
    }
  }

  /** A message about one incident. */
  abstract static class AboutIncident extends Message {
    @Parameters(index = "0", paramLabel = "INCIDENT", description = "incidentId of the alert.")
    String incidentId = "";

    private final Type type;

    AboutIncident(Type type) {
      this.type = type;
    }

    /** What is said beside the type. */
    @Nullable String text() {
      return null;
    }

    @Override
    ControlMessage message(String id, Instant at, Instant issuedAt, String by) {
      return new ControlMessage(id, type, at, issuedAt, by, incidentId, null, null, text());
    }
  }

  @Command(
      name = "ack",
      mixinStandardHelpOptions = true,
      description = "Somebody has taken an incident in hand.")
  static final class Acknowledge extends AboutIncident {
    Acknowledge() {
      super(Type.ACKNOWLEDGE);
    }
  }

  @Command(
      name = "resolve",
      mixinStandardHelpOptions = true,
      description = "An incident is over, or never was one. A later match reopens it.")
  static final class Resolve extends AboutIncident {
    @Option(names = "--outcome", paramLabel = "TEXT", description = "What came of it.")
    private @Nullable String outcome;

    Resolve() {
      super(Type.RESOLVE);
    }

    @Override
    @Nullable String text() {
      return outcome;
    }
  }

  @Command(
      name = "respond",
      mixinStandardHelpOptions = true,
      description = "The brand has answered in public for the first time; --at says when.")
  static final class Responded extends AboutIncident {
    Responded() {
      super(Type.RESPONDED);
    }
  }

  @Command(
      name = "task",
      mixinStandardHelpOptions = true,
      description = "A task of the playbook is done; --at says when.")
  static final class TaskDone extends AboutIncident {
    @Option(
        names = "--done",
        required = true,
        paramLabel = "TASK",
        description = "Name of the task.")
    private String task = "";

    TaskDone() {
      super(Type.TASK_DONE);
    }

    @Override
    String text() {
      return task;
    }
  }

  @Command(
      name = "merge",
      mixinStandardHelpOptions = true,
      description = {
        "An incident belongs to another one, such as that of the mother company: it tells no alerts"
            + " of its own any more while its story lasts.",
        "On Kafka both are looked up in the ledger first."
      })
  static final class MergeInto extends AboutIncident {
    @Option(
        names = "--into",
        required = true,
        paramLabel = "OTHER",
        description = "incidentId of the one that tells the story from now on.")
    private String into = "";

    MergeInto() {
      super(Type.MERGE);
    }

    @Override
    String text() {
      return into;
    }

    @Override
    void check(ControlSender sender) {
      String problem = MergeCheck.problem(incidentId, into, sender.ledger());
      if (problem != null) {
        throw new CommandFailedException(problem);
      }
    }
  }

  @Command(
      name = "silence",
      mixinStandardHelpOptions = true,
      description = {
        "Alerts of a brand are not wanted for a time. The ledger goes on; level crisis is told all"
            + " the same, unless --even-crisis.",
        "A later silence of the same brand and pattern takes the place of an earlier one: --for 0s"
            + " ends it."
      })
  static final class Silent extends Message {
    @Parameters(index = "0", paramLabel = "BRAND", description = "The brand.")
    private String brand = "";

    @Option(
        names = "--pattern",
        paramLabel = "ID",
        description = "Only incidents of this pattern alone; default: all.")
    private @Nullable String pattern;

    @Option(names = "--from", paramLabel = "TIME", description = "Default: when it takes effect.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Its end; this or --for.")
    private @Nullable String until;

    @Option(names = "--for", paramLabel = "SPAN", description = "How long, such as 2h.")
    private @Nullable String lasts;

    @Option(names = "--even-crisis", description = "Hides even alerts at level crisis.")
    private boolean evenCrisis;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why, for whoever wonders later.")
    private String reason = "";

    @Override
    ControlMessage message(String id, Instant at, Instant issuedAt, String by) {
      if ((until == null) == (lasts == null)) {
        throw wrong("a silence needs either --until or --for");
      }
      Instant begins = from == null ? at : time("--from", from);
      Instant ends =
          until != null
              ? time("--until", until)
              : begins.plus(span("--for", String.valueOf(lasts)));
      Silence silence = new Silence(brand, pattern, begins, ends, evenCrisis, reason);
      return new ControlMessage(id, Type.SILENCE, at, issuedAt, by, null, silence, null, null);
    }
  }

  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      description =
          "A planned event beside those of events.yaml; one of the same name takes its place.")
  static final class Plan extends Message {
    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the event.")
    private String name = "";

    @Option(
        names = "--brand",
        required = true,
        arity = "1..*",
        paramLabel = "BRAND",
        description = "The brands; \"*\" for every brand.")
    private List<String> brands = new ArrayList<>();

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "Its beginning.")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "Its end.")
    private String to = "";

    @Option(names = "--weekly", description = "Again every week.")
    private boolean weekly;

    @Option(
        names = "--until",
        paramLabel = "TIME",
        description = "When a weekly event comes no more.")
    private @Nullable String until;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "Whose clock a weekly event follows; default: ${DEFAULT-VALUE}.")
    private String zone = "UTC";

    @Option(names = "--effect", paramLabel = "TEXT", description = "What is expected to be said.")
    private String effect = "";

    @Override
    ControlMessage message(String id, Instant at, Instant issuedAt, String by) {
      PlannedEvent event =
          new PlannedEvent(
              name,
              brands.equals(List.of("*")) ? List.of() : brands,
              time("--from", from),
              time("--to", to),
              weekly,
              until == null ? null : time("--until", until),
              zone,
              effect);
      return new ControlMessage(id, Type.PLANNED_EVENT, at, issuedAt, by, null, null, event, null);
    }
  }
}
