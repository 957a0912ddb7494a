package io.vigie.cli;

import io.vigie.cli.cluster.Installation;
import io.vigie.cli.soak.Soak;
import io.vigie.yaml.YamlNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vigie soak}: whether anything grows in a long run on a real cluster. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a cluster on this machine and lets invented mentions stream through the job at an even",
      "rate. Looks every half minute at heap after a full collection, resident memory, threads, state,",
      "checkpoints and delay; prints tables and writes soak.svg and soak.csv. The first half is the",
      "warm-up. Exit code 1 if anything grew in the second by more than is allowed, if the counts do",
      "not add up, or if the job was restarted."
    },
    footer = {
      "",
      "Examples:",
      "  ./vigie soak --rate max --for 5m          what this machine can do",
      "  ./vigie soak --rate 2000 --for 60m"
    })
public final class SoakCommand implements Callable<Integer> {

  private static final Duration LEAST = Duration.ofMinutes(1);

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long, 1m or more; default: ${DEFAULT-VALUE}.")
  private String time = "60m";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Mentions per second, or max: as many as the job takes; default: ${DEFAULT-VALUE}.")
  private String rate = "1000";

  @Option(
      names = "--brands",
      paramLabel = "N",
      description = "Brands that are spoken of, 1 to 9999; default: ${DEFAULT-VALUE}.")
  private int brands = 100;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "Time between two looks; default: ${DEFAULT-VALUE}.")
  private String every = "30s";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Logs and data of the cluster; default: data/soak.")
  private @Nullable Path dir;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where soak.svg and soak.csv go; default: ${DEFAULT-VALUE}.")
  private Path out = Path.of(".");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Soak.Wish wish = wish();
    Path home = SettingsOptions.home().toAbsolutePath().normalize();
    Path chosen = dir == null ? home.resolve("data/soak") : dir.toAbsolutePath().normalize();
    PrintWriter err = spec.commandLine().getErr();
    Soak soak =
        new Soak(
            new Installation(home),
            chosen,
            wish,
            line -> {
              err.println(line);
              err.flush();
            });
    return soak.run(out, spec.commandLine().getOut()) ? 0 : Vigie.INPUT_AT_FAULT;
  }

  private Soak.Wish wish() {
    Duration length = YamlNode.parseDuration(time);
    Duration pause = YamlNode.parseDuration(every);
    double perSecond = perSecond();
    if (length == null
        || length.compareTo(LEAST) < 0
        || pause == null
        || pause.compareTo(length.dividedBy(2)) > 0
        || pause.compareTo(Duration.ofSeconds(1)) < 0
        || perSecond < 0
        || brands < 1
        || brands > 9_999) {
      throw new ParameterException(
          spec.commandLine(),
          "--for: a time from 1m; --every: 1s to half of it; --rate: a number above 0, or max;"
              + " --brands: 1 to 9999");
    }
    return new Soak.Wish(length, perSecond, brands, pause);
  }

  /** Mentions per second; 0 = as many as the job takes; negative = not a rate. */
  private double perSecond() {
    if (rate.equalsIgnoreCase("max")) {
      return 0;
    }
    try {
      double number = Double.parseDouble(rate);
      return number > 0 && number <= 1e6 ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
