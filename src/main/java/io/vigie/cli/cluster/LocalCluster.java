package io.vigie.cli.cluster;

import io.vigie.cli.CommandFailedException;
import io.vigie.connector.PostgresSettings;
import io.vigie.connector.ServiceUnreachableException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A standalone Flink cluster on the loopback address, JobManager and TaskManagers as processes of
 * their own, with a real Kafka and a real PostgreSQL beside it. A directory holds its logs, its
 * data, and the file that remembers its processes; only these are ever ended.
 */
public final class LocalCluster {

  /** Parts by their role; TaskManagers are {@code taskmanager-1}, {@code taskmanager-2}, … */
  public static final String JOB_MANAGER = "jobmanager";

  public static final String KAFKA = "kafka";
  public static final String POSTGRES = "postgres";
  public static final String ZOO_KEEPER = "zookeeper";
  private static final String TASK_MANAGER = "taskmanager-";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /**
   * What somebody wants to start.
   *
   * @param taskManagers at least 1
   * @param slots of each TaskManager, at least 1
   * @param restPort preferred port of Flink's REST API and web UI; if it is taken, another
   * @param highAvailability whether jobs survive the JobManager, with a ZooKeeper to remember them
   */
  public record Wish(int taskManagers, int slots, int restPort, boolean highAvailability) {}

  private final Installation installation;
  private final Path dir;
  private final FlinkFiles flink;
  private ClusterState state;

  private LocalCluster(Installation installation, Path dir, ClusterState state) throws IOException {
    this.installation = installation;
    this.dir = dir;
    this.state = state;
    this.flink = FlinkFiles.write(installation, dir, state);
  }

  /**
   * Starts a cluster and returns when all of it answers; what it had started is ended again if that
   * fails.
   *
   * @param dir its directory; what an earlier cluster left there is removed, unless it still runs
   */
  public static LocalCluster start(Installation installation, Path dir, Wish wish)
      throws IOException, InterruptedException {
    if (ClusterState.existsIn(dir)) {
      ClusterState old = ClusterState.read(dir);
      if (old.processes().stream().anyMatch(OwnProcess::isAlive)) {
        throw new CommandFailedException(
            "a cluster runs already in " + dir + "; ./vigie cluster stop ends it");
      }
    }
    deleteTree(dir);
    Files.createDirectories(dir.resolve("log"));
    ClusterState state =
        new ClusterState(ports(wish.restPort()), wish.slots(), wish.highAvailability(), List.of());
    LocalCluster cluster = new LocalCluster(installation, dir, state);
    try {
      cluster.startAll(wish.taskManagers());
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.endAll();
      throw e;
    }
    return cluster;
  }

  /** The cluster that was started in a directory. */
  public static LocalCluster of(Installation installation, Path dir) throws IOException {
    if (!ClusterState.existsIn(dir)) {
      throw new CommandFailedException(
          "no cluster was started in " + dir + "; ./vigie cluster start starts one");
    }
    return new LocalCluster(installation, dir, ClusterState.read(dir));
  }

  private void startAll(int taskManagers) throws IOException, InterruptedException {
    if (state.highAvailability()) {
      startPart(ZOO_KEEPER);
    }
    startPart(KAFKA);
    startPart(POSTGRES);
    startPart(JOB_MANAGER);
    for (int i = 1; i <= taskManagers; i++) {
      startPart(TASK_MANAGER + i);
    }
    for (OwnProcess process : state.processes()) {
      await(process.role());
    }
    awaitTaskManagers(taskManagers);
    Files.writeString(servicesFile(), services());
  }

  /** Starts one part, which must not run; returns before it answers. */
  public void startPart(String role) throws IOException {
    File log = dir.resolve("log").resolve(role + ".out").toFile();
    OwnProcess process =
        OwnProcess.start(role, command(role), Map.of("OMP_NUM_THREADS", "1"), dir, log);
    state = state.with(process);
    state.write(dir);
  }

  private List<String> command(String role) throws IOException {
    ClusterState.Ports ports = state.ports();
    return switch (role) {
      case JOB_MANAGER -> flink.jobManager();
      case ZOO_KEEPER -> flink.zooKeeper(ports.zooKeeper());
      case KAFKA -> service(role, ports.kafka(), ports.kafkaController());
      case POSTGRES -> service(role, ports.postgres());
      default -> flink.taskManager(role);
    };
  }

  private List<String> service(String role, Object... ports) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dlog4j2.configurationFile=" + dir.resolve("conf/log4j2.xml"));
    command.add(FlinkFiles.logFile(dir, role));
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator, installation.classPath().stream().map(Path::toString).toList()));
    command.add(LocalService.class.getName());
    command.add(role);
    command.add(dir.resolve(role).toString());
    for (Object port : ports) {
      command.add(port.toString());
    }
    return command;
  }

  /** Returns when a part listens; a TaskManager only has to live. */
  public void await(String role) throws InterruptedException {
    Deadline deadline = new Deadline(PATIENCE);
    while (!answers(role)) {
      if (!isAlive(role)) {
        throw new CommandFailedException(
            role + " ended; its logs are " + dir.resolve("log").resolve(role) + ".{log,out}");
      }
      deadline.pause(role + " does not answer");
    }
  }

  private boolean answers(String role) {
    ClusterState.Ports ports = state.ports();
    return switch (role) {
      case JOB_MANAGER -> flinkAnswers();
      case ZOO_KEEPER -> listens(ports.zooKeeper());
      case KAFKA -> listens(ports.kafka());
      case POSTGRES -> listens(ports.postgres());
      default -> isAlive(role);
    };
  }

  private boolean flinkAnswers() {
    try {
      rest().overview();
      return true;
    } catch (ServiceUnreachableException | CommandFailedException e) {
      return false;
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns when so many TaskManagers have come to the JobManager. */
  public void awaitTaskManagers(int count) throws InterruptedException {
    Deadline deadline = new Deadline(PATIENCE);
    while (!flinkAnswers() || rest().overview().taskManagers() < count) {
      deadline.pause("not all TaskManagers have come; their logs are in " + dir.resolve("log"));
    }
  }

  /** Kills a part that keeps data, and starts it again without; returns when it answers. */
  public void restartEmpty(String role) throws IOException, InterruptedException {
    killPart(role);
    delete(dir.resolve(role));
    startPart(role);
    await(role);
  }

  /** Whether a part runs. */
  public boolean isAlive(String role) {
    return processes().stream()
        .anyMatch(process -> process.role().equals(role) && process.isAlive());
  }

  /** Ends a part at once, as if its machine had failed. */
  public void killPart(String role) throws InterruptedException {
    for (OwnProcess process : processes()) {
      if (process.role().equals(role)) {
        process.kill();
      }
    }
  }

  /** Ends a part in good order. */
  public void endPart(String role) throws InterruptedException {
    for (OwnProcess process : processes()) {
      if (process.role().equals(role)) {
        process.end();
      }
    }
  }

  /** Ends exactly the processes of this cluster. Logs and data stay until the next start. */
  public void endAll() throws IOException, InterruptedException {
    List<OwnProcess> processes = new ArrayList<>(state.processes());
    java.util.Collections.reverse(processes);
    for (OwnProcess process : processes) {
      process.end();
      state = state.without(process.role());
      state.write(dir);
    }
    ClusterState.delete(dir);
  }

  /** As {@link #endAll}, for when this process is interrupted. */
  public void endAllQuietly() {
    try {
      endAll();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the cluster was not ended; ./vigie cluster stop", e);
    }
  }

  /** Everything that was started, in the order of the start. */
  public List<OwnProcess> processes() {
    return state.processes();
  }

  /** Ends a part that is no longer wanted; it does not count as missing. */
  public void removePart(String role) throws IOException, InterruptedException {
    endPart(role);
    state = state.without(role);
    state.write(dir);
  }

  /** Role of a TaskManager, counted from 1. */
  public static String taskManager(int number) {
    return TASK_MANAGER + number;
  }

  /** Memory that the processes of the TaskManagers hold, in megabytes. */
  public double taskManagersResidentMegabytes() {
    return processes().stream()
        .filter(process -> process.role().startsWith(TASK_MANAGER))
        .mapToDouble(process -> JavaProcess.status(process.pid(), "VmRSS:") / 1024)
        .sum();
  }

  /**
   * Bytes of the TaskManagers' temporary files: state, jars. What vanishes meanwhile is left out.
   */
  public long temporaryBytes() throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        dir.resolve("tmp"),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  /** Roles of the TaskManagers whose process has ended. */
  public List<String> deadTaskManagers() {
    return taskManagers().stream().filter(role -> !isAlive(role)).toList();
  }

  /** Roles of the TaskManagers. */
  public List<String> taskManagers() {
    return processes().stream()
        .map(OwnProcess::role)
        .filter(role -> role.startsWith(TASK_MANAGER))
        .toList();
  }

  /** Flink's REST API. */
  public FlinkRest rest() {
    return new FlinkRest(restAddress());
  }

  /** Host and port of Flink's REST API. */
  public String restAddress() {
    return "127.0.0.1:" + state.ports().rest();
  }

  /** Kafka's address for clients. */
  public String kafka() {
    return "127.0.0.1:" + state.ports().kafka();
  }

  /** How to reach the database. */
  public PostgresSettings postgres() {
    return new PostgresSettings(
        "jdbc:postgresql://127.0.0.1:" + state.ports().postgres() + "/postgres",
        "postgres",
        "postgres");
  }

  /** Its directory. */
  public Path directory() {
    return dir;
  }

  /** The settings by which a job finds Kafka and PostgreSQL, as a file for {@code --env-file}. */
  public Path servicesFile() {
    return dir.resolve("services.env");
  }

  private String services() {
    PostgresSettings postgres = postgres();
    return """
        # What stands beside this cluster, for --env-file.
        kafka.bootstrapServers=%s
        sinks.kafka.enabled=true
        sinks.postgres.url=%s
        sinks.postgres.user=%s
        sinks.postgres.password=%s
        """
        .formatted(kafka(), postgres.url(), postgres.user(), postgres.password());
  }

  private static ClusterState.Ports ports(int preferred) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      held.add(listen(preferred));
      for (int i = 0; i < 5; i++) {
        held.add(listen(0));
      }
      int[] free = held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
      return new ClusterState.Ports(free[0], free[1], free[2], free[3], free[4], free[5]);
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private static ServerSocket listen(int preferred) throws IOException {
    try {
      return new ServerSocket(preferred, 1, LOOPBACK);
    } catch (IOException e) {
      return new ServerSocket(0, 1, LOOPBACK);
    }
  }

  /** Removes what an earlier cluster left; refuses what does not look like it. */
  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> inside = Files.list(root)) {
      if (inside.findAny().isPresent() && !Files.exists(root.resolve("conf/config.yaml"))) {
        throw new CommandFailedException(root + " holds something else than a cluster");
      }
    }
    delete(root);
  }

  private static void delete(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(root)) {
      files = tree.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
