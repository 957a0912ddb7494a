package io.vigie.cli;

import io.vigie.cli.cluster.Topics;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie read}: what a job has written to a topic. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a topic of results from its beginning, one JSON object a line, committed records only."
    },
    footer = {"", "Example:", "  ./vigie read alerts --kafka localhost:9092"})
public final class ReadCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "RESULTS",
      description =
          "scored-mentions, kpis, indicators, signals, incidents, alerts, dead-letters or"
              + " late-mentions.")
  private String results = "";

  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka brokers.")
  private String kafka = "";

  @Option(names = "--follow", description = "Go on at the end of the topic, until Ctrl-C.")
  private boolean follow;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    ResultStream stream = stream();
    KafkaConnection connection = KafkaConnection.to(kafka);
    PrintWriter out = spec.commandLine().getOut();
    Topics.read(
        connection,
        stream.topic(),
        out::println,
        () -> {
          out.flush();
          return follow;
        });
    out.flush();
    return 0;
  }

  private ResultStream stream() {
    try {
      return ResultStream.valueOf(results.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "there are no results '" + results + "'");
    }
  }
}
