package io.vigie.connector.local;

import io.vigie.connector.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real PostgreSQL server as a child process on the loopback address. Unless a directory was
 * given, its data lives in a temporary one that {@link #close()} removes.
 */
public final class LocalPostgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Path dir;
  private final boolean keepsData;

  private LocalPostgres(EmbeddedPostgres server, Path dir, boolean keepsData) {
    this.server = server;
    this.dir = dir;
    this.keepsData = keepsData;
  }

  /** Starts a server on a free port and returns when it answers. */
  public static LocalPostgres start() throws IOException {
    return start(0);
  }

  /**
   * Starts a server and returns when it answers.
   *
   * @param port loopback port; 0 takes a free one
   * @throws IOException if it cannot start, for example because the port is taken
   */
  public static LocalPostgres start(int port) throws IOException {
    Path dir = Files.createTempDirectory("vigie-postgres-");
    try {
      return start(dir, port, false);
    } catch (IOException e) {
      TemporaryTree.delete(dir);
      throw e;
    }
  }

  /**
   * Starts a server on a directory that it keeps, with what an earlier one left there, and returns
   * when it answers.
   *
   * @param port loopback port
   * @throws IOException if it cannot start, for example because the port is taken
   */
  public static LocalPostgres start(Path dir, int port) throws IOException {
    return start(Files.createDirectories(dir), port, true);
  }

  private static LocalPostgres start(Path dir, int port, boolean keepsData) throws IOException {
    try {
      EmbeddedPostgres.Builder server =
          EmbeddedPostgres.builder()
              // its owner closes it, after having read what it holds
              .setRegisterShutdownHook(false)
              .setDataDirectory(dir.resolve("data"))
              .setCleanDataDirectory(!keepsData)
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("encoding", "UTF8")
              // Nothing here outlives the process, so nothing need survive a power cut.
              .setServerConfig("fsync", "off")
              .setServerConfig("listen_addresses", "127.0.0.1");
      if (port != 0) {
        server.setPort(port);
      }
      return new LocalPostgres(server.start(), dir, keepsData);
    } catch (IOException | RuntimeException e) {
      throw new IOException("A local PostgreSQL could not start", e);
    }
  }

  /** How to reach its database. */
  public PostgresSettings settings() {
    return new PostgresSettings(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "postgres");
  }

  /** Stops the server and removes its data, unless it was given a directory for it. */
  @Override
  public void close() throws IOException {
    server.close();
    if (!keepsData) {
      TemporaryTree.delete(dir);
    }
  }
}
