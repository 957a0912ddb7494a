package io.vigie.connector.local;

import io.vigie.connector.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real PostgreSQL server as a child process on the loopback address. Its data lives in a
 * temporary directory that {@link #close()} removes; the server also ends with this process.
 */
public final class LocalPostgres implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Path dir;

  private LocalPostgres(EmbeddedPostgres server, Path dir) {
    this.server = server;
    this.dir = dir;
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
      EmbeddedPostgres.Builder server =
          EmbeddedPostgres.builder()
              // its owner closes it, after having read what it holds
              .setRegisterShutdownHook(false)
              .setDataDirectory(dir.resolve("data"))
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("encoding", "UTF8")
              // Nothing here outlives the process, so nothing need survive a power cut.
              .setServerConfig("fsync", "off")
              .setServerConfig("listen_addresses", "127.0.0.1");
      if (port != 0) {
        server.setPort(port);
      }
      return new LocalPostgres(server.start(), dir);
    } catch (IOException | RuntimeException e) {
      TemporaryTree.delete(dir);
      throw new IOException("A local PostgreSQL could not start", e);
    }
  }

  /** How to reach its database. */
  public PostgresSettings settings() {
    return new PostgresSettings(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "postgres");
  }

  /** Stops the server and removes its data. */
  @Override
  public void close() throws IOException {
    server.close();
    TemporaryTree.delete(dir);
  }
}
