package io.vigie.cli.cluster;

import io.vigie.connector.local.LocalKafka;
import io.vigie.connector.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A local service as a process of its own, until it is told to end: {@code kafka DIR PORT
 * CONTROLLER_PORT} or {@code postgres DIR PORT}. It finds again what an earlier one left in its
 * directory.
 */
final class LocalService {

  private LocalService() {}

  /** Starts the service and returns; it ends with the process. */
  public static void main(String[] args) throws IOException {
    Path dir = Path.of(args[1]);
    int port = Integer.parseInt(args[2]);
    AutoCloseable service =
        switch (args[0]) {
          case "kafka" -> LocalKafka.start(dir, port, Integer.parseInt(args[3]));
          case "postgres" -> LocalPostgres.start(dir, port);
          default -> throw new IllegalArgumentException("no such service: " + args[0]);
        };
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(service), "close-service"));
    if (service instanceof LocalPostgres) {
      // the server is a process of its own: stay, so that it ends with this one
      sleepForEver();
    }
  }

  private static void close(AutoCloseable service) {
    try {
      service.close();
    } catch (Exception e) {
      System.err.println("not closed cleanly: " + e);
    }
  }

  private static void sleepForEver() {
    while (true) {
      LockSupport.park();
    }
  }
}
