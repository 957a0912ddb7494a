package io.vigie.connector.notify;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;

/**
 * A receiver of webhooks on loopback that misbehaves as it is told, and notes each message that it
 * acted on, once by its id, as a good receiver does.
 */
final class Hooks implements AutoCloseable {

  enum Manner {
    TAKE,
    SERVER_ERROR,
    TOO_MANY,
    NOT_FOUND,
    /** Sends its answer a byte at a time, for ever. */
    DRIP,
    /** Takes the message, then drops the connection. */
    ACT_AND_DROP,
    DROP,
    REDIRECT_INSIDE
  }

  private static final String CRLF = "\r\n";

  private final ServerSocket server;
  private final BiFunction<String, Integer, Manner> manners;
  private final Map<String, Integer> tries = new LinkedHashMap<>();
  private final Map<String, String> acted = new LinkedHashMap<>();
  private final List<Map<String, String>> headers = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param manners by idempotency key (or path) and number of the try, from 1
   */
  Hooks(BiFunction<String, Integer, Manner> manners) throws IOException {
    this.manners = manners;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::listen, "hooks");
    thread.setDaemon(true);
    thread.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
  }

  /** Bodies by id, in the order in which they were first acted on. */
  synchronized Map<String, String> acted() {
    return new LinkedHashMap<>(acted);
  }

  synchronized Map<String, Integer> tries() {
    return new LinkedHashMap<>(tries);
  }

  List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> serve(socket), "hooks-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (serveOne(in, socket.getOutputStream())) {
        // connections are kept
      }
    } catch (IOException e) {
      // the client hung up
    }
  }

  private boolean serveOne(InputStream in, OutputStream out) throws IOException {
    String request = line(in);
    if (request.isEmpty()) {
      return false;
    }
    Map<String, String> head = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      head.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(head.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    headers.add(head);
    String id = head.getOrDefault("idempotency-key", request);
    int number;
    synchronized (this) {
      number = tries.merge(id, 1, Integer::sum);
    }
    Manner manner = manners.apply(id, number);
    if (manner == Manner.TAKE || manner == Manner.ACT_AND_DROP) {
      synchronized (this) {
        acted.putIfAbsent(id, body);
      }
    }
    return answer(manner, out);
  }

  private boolean answer(Manner manner, OutputStream out) throws IOException {
    switch (manner) {
      case DROP, ACT_AND_DROP -> {
        return false;
      }
      case DRIP -> {
        out.write(bytes("HTTP/1.1 200 OK" + CRLF + "Content-Length: 100000" + CRLF + CRLF));
        drip(out);
        return false;
      }
      default -> {
        String status =
            switch (manner) {
              case SERVER_ERROR -> "500 Oh";
              case TOO_MANY -> "429 Slow down" + CRLF + "Retry-After: 1";
              case NOT_FOUND -> "404 Gone";
              case REDIRECT_INSIDE -> "302 There" + CRLF + "Location: http://169.254.169.254/";
              default -> "200 OK";
            };
        out.write(bytes("HTTP/1.1 " + status + CRLF + "Content-Length: 0" + CRLF + CRLF));
        out.flush();
        return true;
      }
    }
  }

  private void drip(OutputStream out) throws IOException {
    try {
      do {
        out.write('x');
        out.flush();
      } while (!closed.await(50, java.util.concurrent.TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
