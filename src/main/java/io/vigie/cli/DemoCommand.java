package io.vigie.cli;

import io.vigie.cli.demo.Demo;
import io.vigie.yaml.YamlNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code vigie demo}: everything on this machine, a crisis to watch. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine, with a crisis to watch: Kafka, PostgreSQL, Flink, the job",
      "crisis-detection, and invented mentions of five invented brands."
    },
    footer = {"", "Examples:", "  ./vigie demo", "  ./vigie demo --for 90s --headless"})
public final class DemoCommand implements Callable<Integer> {

  private static final String JOB = "crisis-detection";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "End after this time, such as 90s or 5m; default: Ctrl-C ends it.")
  private @Nullable String length;

  @Option(names = "--headless", description = "Plain lines instead of a table redrawn in place.")
  private boolean headless;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "Port of Flink's web UI on this machine; if taken, another. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Mixin private SettingsOptions overrides = new SettingsOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port: from 0 to 65535, not " + port);
    }
    boolean terminal = System.console() != null && !headless;
    Demo.Wish wish = new Demo.Wish(duration(), terminal, port);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    new Demo(wish, pairs -> overrides.read(JOB, pairs), out).run();
    return 0;
  }

  private @Nullable Duration duration() {
    if (length == null) {
      return null;
    }
    Duration duration = YamlNode.parseDuration(length);
    if (duration == null || duration.isZero()) {
      throw new ParameterException(
          spec.commandLine(), "--for: a time such as 90s or 5m, not '" + length + "'");
    }
    return duration;
  }
}
