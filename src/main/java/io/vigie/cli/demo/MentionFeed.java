package io.vigie.cli.demo;

import io.vigie.connector.KafkaConnection;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a plan's mentions to a topic on a thread of its own: the history as fast as the broker
 * takes it, then, once told to, the rest in fast motion.
 */
final class MentionFeed implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DemoPlan plan;
  private final MentionGenerator generator;
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final Thread thread;
  private final CountDownLatch historyOut = new CountDownLatch(1);
  private final CountDownLatch live = new CountDownLatch(1);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private MentionFeed(
      DemoPlan plan,
      MentionGenerator generator,
      KafkaConnection connection,
      String topic,
      int partitions) {
    this.plan = plan;
    this.generator = generator;
    this.topic = topic;
    this.partitions = partitions;
    Properties properties = connection.toProperties();
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.thread = new Thread(this::run, "demo-mention-feed");
    thread.setDaemon(true);
  }

  /**
   * Starts to send the history.
   *
   * @param partitions partitions of the topic; mentions go to them in turn, so that event time
   *     moves on evenly in all of them
   */
  static MentionFeed start(
      DemoPlan plan,
      MentionGenerator generator,
      KafkaConnection connection,
      String topic,
      int partitions) {
    MentionFeed feed = new MentionFeed(plan, generator, connection, topic, partitions);
    feed.thread.start();
    return feed;
  }

  /** What is sent when. */
  DemoPlan plan() {
    return plan;
  }

  /** True when the broker has the whole history. */
  boolean historyIsOut() {
    return historyOut.getCount() == 0;
  }

  /** Lets fast motion begin as soon as the history is out; has no effect the second time. */
  void goLive() {
    live.countDown();
  }

  /** Mentions sent so far. */
  long sent() {
    return sent.get();
  }

  /** Why it ended early, or null. */
  @Nullable Exception failure() {
    return failure.get();
  }

  /** Stops sending; what was sent is delivered first, if the broker still answers. */
  @Override
  public void close() throws InterruptedException {
    stop.countDown();
    live.countDown();
    thread.join(PATIENCE.toMillis());
    producer.close(PATIENCE);
  }

  private void run() {
    try {
      Iterator<Mention> history =
          generator.stream(plan.historyFrom(), plan.liveFrom(), plan.scenarios()).iterator();
      while (history.hasNext() && stop.getCount() > 0) {
        send(history.next());
      }
      producer.flush();
      historyOut.countDown();
      live.await();
      runLive();
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  private void runLive() throws InterruptedException {
    long started = System.nanoTime();
    Instant done = plan.liveFrom();
    while (!stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      Instant reached = plan.reached(Duration.ofNanos(System.nanoTime() - started), Instant.now());
      generator.stream(done, reached, plan.scenarios()).forEach(this::send);
      done = reached;
    }
  }

  private void send(Mention mention) {
    int partition = (int) (sent.getAndIncrement() % partitions);
    producer.send(
        new ProducerRecord<>(topic, partition, null, MentionJson.write(mention)),
        (metadata, problem) -> {
          if (problem != null) {
            failure.compareAndSet(null, problem);
          }
        });
  }
}
