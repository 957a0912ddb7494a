package io.vigie.connector.notify;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * POSTs JSON to allowed hosts. Redirects are not followed: they would lead past the list of allowed
 * hosts. Answers are not read beyond a few bytes, and no call lasts longer than its timeout,
 * however slowly the other side drips. Safe for several threads.
 */
final class Posts implements AutoCloseable {

  /** Longest wait that a receiver's Retry-After is followed for. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);

  private static final int REQUEST_TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;

  private final CloseableHttpClient client;
  private final Duration timeout;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "notify-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  Posts(AllowedHosts hosts, Duration timeout) {
    this.timeout = timeout;
    Timeout limit = Timeout.of(timeout);
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(hosts)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(limit)
                            .setSocketTimeout(limit)
                            .build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(limit).build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("vigie-notify")
            .build();
  }

  /** One try. */
  Outcome post(URI url, String json, Map<String, String> headers) {
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(
        new StringEntity(json, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
    // a socket timeout is about one read: a server that drips a byte a second would hold us for
    // ever
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return client.execute(
          request,
          response -> {
            discard(response.getEntity());
            return outcome(response);
          });
    } catch (RefusedHostException e) {
      return Outcome.refused(e.toString());
    } catch (IOException e) {
      return Outcome.failed(
          request.isCancelled() ? "no answer within " + timeout : e.toString(), null);
    } finally {
      deadline.cancel(false);
    }
  }

  /** Nobody needs the answer's body; a long one is not worth reading to keep the connection. */
  private static void discard(@Nullable HttpEntity entity) throws IOException {
    if (entity != null) {
      entity.getContent().readNBytes(4096);
    }
  }

  private static Outcome outcome(ClassicHttpResponse response) {
    int code = response.getCode();
    if (code >= 200 && code < 300) {
      return Outcome.DELIVERED;
    }
    String why = "HTTP status " + code;
    if (code >= 300 && code < 400) {
      return Outcome.refused(why + ": redirects are not followed, name the last address");
    }
    boolean maySucceed =
        code >= 500
            || code == REQUEST_TIMEOUT
            || code == CONFLICT
            || code == TOO_EARLY
            || code == TOO_MANY;
    return maySucceed ? Outcome.failed(why, retryAfter(response)) : Outcome.refused(why);
  }

  /** Seconds or a date (RFC 9110, 10.2.3); null where there is none or it says nothing. */
  private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Retry-After");
    if (header == null) {
      return null;
    }
    Duration wait;
    try {
      String value = header.getValue().strip();
      wait =
          value.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(value))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
    if (wait.isNegative()) {
      return null;
    }
    return wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
