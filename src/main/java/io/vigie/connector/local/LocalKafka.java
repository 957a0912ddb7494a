package io.vigie.connector.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker, alone and in this process: broker and KRaft controller in one. Topics are
 * not created by themselves. Unless a directory was given, its data lives in a temporary one that
 * {@link #close()} removes.
 */
public final class LocalKafka implements AutoCloseable {
  private static final String CONTROLLER = "CONTROLLER";

  private final KafkaRaftServer server;
  private final Path dir;
  private final int port;
  private final boolean keepsData;

  private LocalKafka(KafkaRaftServer server, Path dir, int port, boolean keepsData) {
    this.server = server;
    this.dir = dir;
    this.port = port;
    this.keepsData = keepsData;
  }

  /** Starts a broker on a free port and returns when it answers. */
  public static LocalKafka start() throws IOException {
    return start(0);
  }

  /**
   * Starts a broker and returns when it answers.
   *
   * @param port loopback port; 0 takes a free one
   * @throws IOException if it cannot start, for example because the port is taken
   */
  public static LocalKafka start(int port) throws IOException {
    int clients;
    int controller;
    // Both held at once, so that the two free ports differ.
    try (ServerSocket one = listen(port);
        ServerSocket other = listen(0)) {
      clients = one.getLocalPort();
      controller = other.getLocalPort();
    }
    Path dir = Files.createTempDirectory("vigie-kafka-");
    try {
      return start(dir, clients, controller, false);
    } catch (IOException e) {
      TemporaryTree.delete(dir);
      throw e;
    }
  }

  /**
   * Starts a broker on a directory that it keeps, with what an earlier one left there, and returns
   * when it answers.
   *
   * @param port loopback port for clients
   * @param controllerPort another one for itself; the same at every start on this directory
   * @throws IOException if it cannot start, for example because a port is taken
   */
  public static LocalKafka start(Path dir, int port, int controllerPort) throws IOException {
    return start(Files.createDirectories(dir), port, controllerPort, true);
  }

  private static LocalKafka start(Path dir, int port, int controllerPort, boolean keepsData)
      throws IOException {
    try {
      Path data = dir.resolve("data");
      Properties settings = settings(data, port, controllerPort);
      if (!Files.exists(data)) {
        format(dir, settings);
      }
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
      try {
        server.startup();
      } catch (RuntimeException e) {
        server.shutdown();
        throw e;
      }
      return new LocalKafka(server, dir, port, keepsData);
    } catch (Exception e) {
      throw new IOException("A local Kafka could not start on port " + port, e);
    }
  }

  /** Address for clients, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker and removes its data, unless it was given a directory for it. */
  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    if (!keepsData) {
      TemporaryTree.delete(dir);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IOException("Port " + port + " of 127.0.0.1 cannot be listened on", e);
    }
  }

  /** What {@code kafka-storage.sh format} does: a broker starts only on directories it knows. */
  private static void format(Path dir, Properties settings) throws IOException {
    Path file = dir.resolve("server.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        StorageTool.execute(
            new String[] {
              "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()
            },
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (exit != 0) {
      throw new IOException("Formatting failed: " + said.toString(StandardCharsets.UTF_8));
    }
  }

  private static Properties settings(Path dir, int clients, int controller) {
    Properties broker = new Properties();
    broker.setProperty("process.roles", "broker,controller");
    broker.setProperty("node.id", "1");
    broker.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
    broker.setProperty("controller.listener.names", CONTROLLER);
    broker.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d".formatted(clients, CONTROLLER, controller));
    broker.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + clients);
    broker.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    broker.setProperty("log.dirs", dir.toString());
    broker.setProperty("auto.create.topics.enable", "false");
    broker.setProperty("num.partitions", "1");
    broker.setProperty("default.replication.factor", "1");
    // One broker cannot keep three copies of its own topics, and needs few partitions of them.
    broker.setProperty("offsets.topic.replication.factor", "1");
    broker.setProperty("offsets.topic.num.partitions", "1");
    broker.setProperty("transaction.state.log.replication.factor", "1");
    broker.setProperty("transaction.state.log.min.isr", "1");
    broker.setProperty("transaction.state.log.num.partitions", "4");
    broker.setProperty("share.coordinator.state.topic.replication.factor", "1");
    broker.setProperty("share.coordinator.state.topic.min.isr", "1");
    broker.setProperty("share.coordinator.state.topic.num.partitions", "1");
    broker.setProperty("group.initial.rebalance.delay.ms", "0");
    // Small: a file system that cannot grow a file sparsely would fill up with index files.
    broker.setProperty("log.index.size.max.bytes", String.valueOf(1 << 20));
    broker.setProperty("log.segment.bytes", String.valueOf(64 << 20));
    broker.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20));
    broker.setProperty("num.network.threads", "2");
    broker.setProperty("num.io.threads", "2");
    broker.setProperty("background.threads", "2");
    return broker;
  }
}
