package io.vigie.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a local cluster consists of, as its file {@code cluster.json} remembers it.
 *
 * @param ports where it listens, on the loopback address
 * @param slots slots of each TaskManager
 * @param highAvailability whether jobs survive the JobManager
 * @param processes everything that was started and not yet ended
 */
public record ClusterState(
    Ports ports, int slots, boolean highAvailability, List<OwnProcess> processes) {

  /** Ports of the loopback address; each process finds its own again when it is started anew. */
  public record Ports(
      int rest, int jobManager, int kafka, int kafkaController, int postgres, int zooKeeper) {}

  private static final String FILE = "cluster.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public ClusterState {
    processes = List.copyOf(processes);
  }

  /** Whether a cluster was started in a directory and not stopped. */
  static boolean existsIn(Path dir) {
    return Files.exists(dir.resolve(FILE));
  }

  static ClusterState read(Path dir) throws IOException {
    return JSON.readValue(dir.resolve(FILE).toFile(), ClusterState.class);
  }

  void write(Path dir) throws IOException {
    Path draft = dir.resolve(FILE + ".draft");
    JSON.writerWithDefaultPrettyPrinter().writeValue(draft.toFile(), this);
    Files.move(draft, dir.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
  }

  static void delete(Path dir) throws IOException {
    Files.deleteIfExists(dir.resolve(FILE));
  }

  /** The same with another process in the place of the one with its role, if there was one. */
  ClusterState with(OwnProcess process) {
    List<OwnProcess> others = new ArrayList<>(without(process.role()).processes);
    others.add(process);
    return new ClusterState(ports, slots, highAvailability, others);
  }

  ClusterState without(String role) {
    return new ClusterState(
        ports,
        slots,
        highAvailability,
        processes.stream().filter(process -> !process.role().equals(role)).toList());
  }
}
