package io.vigie.cli.drill;

import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.Topics;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The ledger and the alerts of a running job, as they come. */
final class DrillTopics implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /** What came; either may be empty. */
  record News(List<Incident> incidents, List<Alert> alerts) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String brokers;

  private DrillTopics(KafkaConsumer<byte[], byte[]> consumer, String brokers) {
    this.consumer = consumer;
    this.brokers = brokers;
  }

  /**
   * Opens both topics: the ledger from its beginning, alerts from now on.
   *
   * @throws CommandFailedException if one of them is not there
   * @throws ServiceUnreachableException if no broker answers
   */
  static DrillTopics open(KafkaConnection connection) {
    DrillTopics topics = new DrillTopics(Topics.reader(connection), connection.bootstrapServers());
    try {
      topics.assign();
      return topics;
    } catch (TimeoutException e) {
      topics.close();
      throw new ServiceUnreachableException("Kafka", connection.bootstrapServers(), e);
    } catch (CommandFailedException e) {
      topics.close();
      throw e;
    }
  }

  private void assign() {
    List<TopicPartition> ledger = Topics.partitions(consumer, ResultStream.INCIDENTS.topic());
    List<TopicPartition> alerts = Topics.partitions(consumer, ResultStream.ALERTS.topic());
    List<TopicPartition> both = new ArrayList<>(ledger);
    both.addAll(alerts);
    consumer.assign(both);
    consumer.seekToBeginning(ledger);
    consumer.seekToEnd(alerts);
    alerts.forEach(consumer::position); // from now, not from the first poll
  }

  /**
   * What has come since the last call; waits a moment.
   *
   * @throws ServiceUnreachableException if the broker does not answer any more
   */
  News poll() {
    List<Incident> incidents = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.value() == null) {
          continue;
        }
        String json = new String(record.value(), StandardCharsets.UTF_8);
        if (record.topic().equals(ResultStream.ALERTS.topic())) {
          alerts.add(AlertJson.read(json));
        } else {
          incidents.add(IncidentJson.read(json));
        }
      }
    } catch (TimeoutException e) {
      throw new ServiceUnreachableException("Kafka", brokers, e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          "a record of the job cannot be read; is it of another release? " + e.getMessage(), e);
    }
    return new News(incidents, alerts);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
