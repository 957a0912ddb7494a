package io.vigie.cli.soak;

import io.vigie.cli.cluster.MentionTopic;
import io.vigie.cli.demo.SyntheticLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Mentions at an even rate, or as many as the job takes, from a thread of its own. */
final class Load implements AutoCloseable {

  /** Not all at once at the begin of each second, and not one by one. */
  private static final long PULSE_MILLIS = 50;

  /** As many as the job takes: so many wait in the topic. */
  private static final long AHEAD = 100_000;

  /** Event time of a load without a rate passes at this one, and begins long ago. */
  private static final double UNPACED = 5_000;

  private static final Duration LONG_AGO = Duration.ofHours(12);
  private static final long SEED = 20_261_122;

  private final MentionTopic topic;
  private final SyntheticLoad mentions;
  private final double rate;
  private final LongSupplier read;
  private final Thread thread = new Thread(this::send, "soak-load");
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile long sent;
  private volatile boolean ended;

  /**
   * @param brands how many brands are spoken of
   * @param rate mentions per second, or 0 for as many as the job takes
   * @param now time of the first mention
   * @param read mentions that the job has read, asked once a second where there is no rate
   */
  Load(MentionTopic topic, int brands, double rate, Instant now, LongSupplier read) {
    this.topic = topic;
    this.rate = rate;
    this.read = read;
    this.mentions =
        new SyntheticLoad(
            SEED, brands, rate > 0 ? now : now.minus(LONG_AGO), rate > 0 ? rate : UNPACED);
  }

  void start() {
    thread.start();
  }

  /** How many mentions were sent. */
  long sent() {
    RuntimeException problem = failure.get();
    if (problem != null) {
      throw problem;
    }
    return sent;
  }

  private void send() {
    long started = System.nanoTime();
    long allowed = 0;
    try {
      while (!ended) {
        allowed = rate > 0 ? paced(started) : unpaced(allowed);
        while (sent < allowed && !ended) {
          topic.send(mentions.next());
          sent++;
        }
        TimeUnit.MILLISECONDS.sleep(PULSE_MILLIS);
      }
      topic.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private long paced(long started) {
    return (long) ((System.nanoTime() - started) / 1e9 * rate);
  }

  private long unpaced(long allowed) {
    return sent < allowed ? allowed : read.getAsLong() + AHEAD;
  }

  /** Ends it; returns when the broker has everything. */
  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
