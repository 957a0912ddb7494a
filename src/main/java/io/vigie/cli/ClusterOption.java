package io.vigie.cli;

import io.vigie.cli.cluster.FlinkRest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which cluster is meant. */
final class ClusterOption {

  @Option(
      names = "--cluster",
      required = true,
      paramLabel = "HOST:PORT",
      description = "REST API of a running Flink cluster.")
  private String address = "";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  String address() {
    if (!address.matches("[A-Za-z0-9._-]+:[0-9]{1,5}")) {
      throw new ParameterException(
          spec.commandLine(), "--cluster: HOST:PORT such as localhost:8081, not '" + address + "'");
    }
    return address;
  }

  FlinkRest rest() {
    return new FlinkRest(address());
  }
}
