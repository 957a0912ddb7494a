package io.vigie.cli;

import io.vigie.cli.chaos.Chaos;
import io.vigie.cli.chaos.Fault;
import io.vigie.cli.cluster.Installation;
import io.vigie.yaml.YamlNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vigie chaos}: what faults cost on a real cluster. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a cluster on this machine, lets a day with several crises stream through the job while",
      "processes are killed and services are away, and holds every result in topics and tables against",
      "a run of the same mentions without a fault. Exit code 1 if anything is lost or differs."
    },
    footer = {
      "",
      "Examples:",
      "  ./vigie chaos",
      "  ./vigie chaos --faults taskmanager-killed --runs 50",
      "  ./vigie chaos --faults hostile-records --records 100000"
    })
public final class ChaosCommand implements Callable<Integer> {

  /** Half of it is the shortest life that transactions may have. */
  private static final Duration SHORTEST_OUTAGE = Duration.ofSeconds(20);

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "FAULT",
      description = "Which ones, separated by commas; default: all. See below.")
  private List<String> faults = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "How often each fault that strikes at a moment happens; default: its own number.")
  private @Nullable Integer runs;

  @Option(
      names = "--outage",
      paramLabel = "TIME",
      description = "How long a service stays away; default: ${DEFAULT-VALUE}.")
  private String outage = "60s";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "For the moments at which faults strike; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "How many hostile records are sent; default: ${DEFAULT-VALUE}.")
  private long records = 1_000_000;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Logs and data of the cluster; default: data/chaos.")
  private @Nullable Path dir;

  @Option(names = "--list", description = "Say what the faults are, and end.")
  private boolean list;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      for (Fault fault : Fault.values()) {
        out.printf("%-20s %s%n", fault, fault.meaning());
      }
      out.flush();
      return 0;
    }
    Duration away = YamlNode.parseDuration(outage);
    if (away == null
        || away.compareTo(SHORTEST_OUTAGE) < 0
        || (runs != null && runs < 1)
        || records < 1) {
      throw new ParameterException(
          spec.commandLine(), "--outage: a time from 20s; --runs and --records: 1 or more");
    }
    Path home = SettingsOptions.home().toAbsolutePath().normalize();
    Path chosen = dir == null ? home.resolve("data/chaos") : dir.toAbsolutePath().normalize();
    PrintWriter err = spec.commandLine().getErr();
    Chaos chaos =
        new Chaos(
            new Installation(home),
            chosen,
            Chaos.Size.FULL,
            away,
            seed,
            records,
            line -> {
              err.println(line);
              err.flush();
            });
    boolean passed = chaos.run(wanted(), runs, out);
    out.flush();
    return passed ? 0 : Vigie.INPUT_AT_FAULT;
  }

  private Set<Fault> wanted() {
    Set<Fault> wanted = EnumSet.noneOf(Fault.class);
    for (String name : faults) {
      try {
        wanted.add(Fault.valueOf(name.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no fault '" + name + "'; there are " + Arrays.toString(Fault.values()));
      }
    }
    return wanted.isEmpty() ? EnumSet.allOf(Fault.class) : wanted;
  }
}
