package io.vigie.cli.demo;

import io.vigie.cli.cluster.Topics;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import io.vigie.signal.IndicatorStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics of indicators and alerts on a thread of its own and gives them to the screen.
 */
final class ResultFollower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final DemoScreen screen;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private volatile Instant reached = Instant.MIN;

  /** By id, as a repeat has the same id. */
  private final Map<String, Alert> alerts = new LinkedHashMap<>();

  private ResultFollower(KafkaConnection connection, DemoScreen screen) {
    Properties properties = connection.toProperties();
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.screen = screen;
    this.thread = new Thread(this::run, "demo-result-follower");
    thread.setDaemon(true);
  }

  /** Starts to read both topics from their beginning. */
  static ResultFollower start(KafkaConnection connection, DemoScreen screen) {
    ResultFollower follower = new ResultFollower(connection, screen);
    follower.thread.start();
    return follower;
  }

  /** Event time of the newest indicators. */
  Instant reached() {
    return reached;
  }

  /** All alerts so far, in the order in which they came. */
  List<Alert> alerts() {
    synchronized (alerts) {
      return new ArrayList<>(alerts.values());
    }
  }

  /** Why it ended early, or null. */
  @Nullable Exception failure() {
    return failure.get();
  }

  @Override
  public void close() throws InterruptedException {
    consumer.wakeup();
    ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try (consumer) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (ResultStream stream : List.of(ResultStream.INDICATORS, ResultStream.ALERTS)) {
        partitions.addAll(Topics.partitions(consumer, stream.topic()));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (true) {
        take(consumer.poll(POLL));
      }
    } catch (WakeupException e) {
      // told to stop
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    } finally {
      ended.countDown();
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    // Three weeks of steps come at once; the screen needs only the newest of each brand.
    Map<String, byte[]> newest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records.records(ResultStream.INDICATORS.topic())) {
      newest.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
    }
    for (byte[] json : newest.values()) {
      IndicatorStep step = IndicatorStepReader.read(json);
      if (step.at().isAfter(reached)) {
        reached = step.at();
      }
      screen.step(step);
    }
    for (ConsumerRecord<byte[], byte[]> record : records.records(ResultStream.ALERTS.topic())) {
      take(AlertJson.read(new String(record.value(), StandardCharsets.UTF_8)));
    }
  }

  private void take(Alert alert) {
    boolean isNew;
    synchronized (alerts) {
      isNew = alerts.putIfAbsent(alert.alertId(), alert) == null;
    }
    if (isNew) {
      screen.alert(alert);
    }
  }
}
