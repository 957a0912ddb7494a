package io.vigie.connector.notify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A page {@code /metrics} for Prometheus. It answers GET and nothing else, and says counts and
 * names of receivers only.
 */
public final class MetricsPage implements AutoCloseable {

  private final HttpServer server;

  private MetricsPage(HttpServer server) {
    this.server = server;
  }

  /**
   * Serves a page until closed.
   *
   * @param port 0 = any that is free
   * @param page its text, asked for anew each time
   * @throws IOException if the address is taken or is none of this machine
   */
  public static MetricsPage serve(String host, int port, Supplier<String> page) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new IOException(
          "metrics cannot be served on " + host + ":" + port + ": " + e.getMessage(), e);
    }
    server.createContext(
        "/metrics",
        exchange -> {
          try (exchange) {
            boolean asked =
                exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals("/metrics");
            byte[] body = asked ? page.get().getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(asked ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return new MetricsPage(server);
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
