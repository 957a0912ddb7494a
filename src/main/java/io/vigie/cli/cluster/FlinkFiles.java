package io.vigie.cli.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * What Flink's processes of a local cluster are started with: that of the image (docker/flink), on
 * loopback ports, with less memory, and with what lets jobs be rescaled and recover quickly.
 */
final class FlinkFiles {

  private static final String LOOPBACK = "127.0.0.1";

  private final Path dir;
  private final Configuration flink;
  private final List<String> javaOptions;
  private final String classPath;

  private FlinkFiles(
      Path dir, Configuration flink, List<String> javaOptions, List<Path> libraries) {
    this.dir = dir;
    this.flink = flink;
    this.javaOptions = javaOptions;
    this.classPath =
        String.join(
            java.io.File.pathSeparator, libraries.stream().map(Path::toString).distinct().toList());
  }

  /** Writes the configuration and the log settings of a cluster into its directory. */
  static FlinkFiles write(Installation installation, Path dir, ClusterState state)
      throws IOException {
    Configuration flink =
        GlobalConfiguration.loadConfiguration(installation.flinkConfiguration().toString());
    listen(flink, state.ports());
    // Flink's Prometheus reporter listens on every address; a cluster for trying is for this
    // machine
    flink.removeKey("metrics.reporters");
    flink.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse("1g"));
    flink.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse("1800m"));
    flink.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.parse("256m"));
    flink.set(TaskManagerOptions.MANAGED_MEMORY_FRACTION, 0.2f);
    flink.set(TaskManagerOptions.NUM_TASK_SLOTS, state.slots());
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(dir, "checkpoints"));
    flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(dir, "savepoints"));
    flink.set(CoreOptions.TMP_DIRS, Files.createDirectories(dir.resolve("tmp")).toString());
    rescaleAndRecoverQuickly(flink);
    if (state.highAvailability()) {
      flink.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
      flink.set(
          HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, LOOPBACK + ":" + state.ports().zooKeeper());
      flink.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri(dir, "high-availability"));
    }
    List<String> javaOptions =
        Arrays.stream(flink.toMap().getOrDefault("env.java.opts.all", "").split("\\s+"))
            .filter(option -> !option.isBlank())
            .toList();
    Path conf = Files.createDirectories(dir.resolve("conf"));
    writeYaml(conf.resolve("config.yaml"), flink);
    try (var log = FlinkFiles.class.getResourceAsStream("log4j2-cluster.xml")) {
      Files.write(conf.resolve("log4j2.xml"), java.util.Objects.requireNonNull(log).readAllBytes());
    }
    return new FlinkFiles(dir, flink, javaOptions, installation.clusterLibraries());
  }

  private static void listen(Configuration flink, ClusterState.Ports ports) {
    flink.set(JobManagerOptions.ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.PORT, ports.jobManager());
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(RestOptions.PORT, ports.rest());
    flink.set(RestOptions.BIND_PORT, String.valueOf(ports.rest()));
    flink.set(TaskManagerOptions.HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
  }

  private static void rescaleAndRecoverQuickly(Configuration flink) {
    flink.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Adaptive);
    flink.set(
        JobManagerOptions.SCHEDULER_SUBMISSION_RESOURCE_STABILIZATION_TIMEOUT,
        Duration.ofSeconds(2));
    flink.set(
        JobManagerOptions.SCHEDULER_EXECUTING_RESOURCE_STABILIZATION_TIMEOUT,
        Duration.ofSeconds(2));
    flink.set(
        JobManagerOptions.SCHEDULER_EXECUTING_COOLDOWN_AFTER_RESCALING, Duration.ofSeconds(5));
    // a TaskManager that is gone is noticed after two beats that nobody answers
    flink.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(2));
    // where processes share few cores, a call may have to wait for long
    flink.set(RpcOptions.ASK_TIMEOUT_DURATION, Duration.ofSeconds(60));
    // an older checkpoint is something to go back to
    flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 5);
  }

  private static String uri(Path dir, String name) throws IOException {
    return Files.createDirectories(dir.resolve(name)).toUri().toString();
  }

  private static void writeYaml(Path file, Configuration flink) throws IOException {
    StringBuilder yaml = new StringBuilder("# Written by ./vigie cluster start.\n");
    for (Map.Entry<String, String> entry : new TreeMap<>(flink.toMap()).entrySet()) {
      yaml.append(entry.getKey())
          .append(": '")
          .append(entry.getValue().replace("'", "''"))
          .append("'\n");
    }
    Files.writeString(file, yaml, StandardCharsets.UTF_8);
  }

  /** The command line of the JobManager. */
  List<String> jobManager() {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(flink);
    return command(
        "jobmanager",
        JobManagerProcessUtils.generateJvmParametersStr(memory, flink),
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        "--configDir "
            + conf()
            + " -D web.log.path="
            + log(dir, "jobmanager")
            + " "
            + JobManagerProcessUtils.generateDynamicConfigsStr(memory));
  }

  /** The command line of a TaskManager, with the memory that Flink's scripts would compute. */
  List<String> taskManager(String role) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(flink);
    return command(
        role,
        ProcessMemoryUtils.generateJvmParametersStr(memory),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        "--configDir "
            + conf()
            + " -D taskmanager.log.path="
            + log(dir, role)
            + " "
            + TaskExecutorProcessUtils.generateDynamicConfigsStr(memory));
  }

  /** The command line of a ZooKeeper, alone: the one that Flink's distribution brings. */
  List<String> zooKeeper(int port) throws IOException {
    Path file = conf().resolve("zoo.cfg");
    Files.writeString(
        file,
        """
        clientPort=%d
        clientPortAddress=127.0.0.1
        dataDir=%s
        tickTime=2000
        initLimit=10
        syncLimit=5
        admin.enableServer=false
        """
            .formatted(port, Files.createDirectories(dir.resolve("zookeeper"))));
    return command(
        "zookeeper",
        "-Xmx128m",
        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
        "--zkConfigFile " + file + " --peerId 1");
  }

  private Path conf() {
    return dir.resolve("conf");
  }

  private List<String> command(String role, String memory, String type, String arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(memory.strip().split("\\s+")));
    command.addAll(javaOptions);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Dlog4j2.configurationFile=" + conf().resolve("log4j2.xml"));
    command.add(logFile(dir, role));
    command.addAll(List.of("-cp", classPath, type));
    command.addAll(List.of(arguments.strip().split("\\s+")));
    return command;
  }

  /**
   * Says to a process where its log goes. Not by {@code log.file}, as Flink's scripts do: with that
   * property RocksDB's logs go beside it, named after the whole path of each database, and a
   * restore at another parallelism fails where that name is longer than a file's may be.
   */
  static String logFile(Path dir, String role) {
    return "-Dvigie.log.file=" + log(dir, role);
  }

  private static Path log(Path dir, String role) {
    return dir.resolve("log").resolve(role + ".log");
  }
}
