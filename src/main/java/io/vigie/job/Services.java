package io.vigie.job;

import io.vigie.connector.KafkaTopics;
import io.vigie.connector.PostgresSchema;
import io.vigie.connector.PostgresSettings;
import java.util.List;

/** The services that a job leans on. */
public final class Services {

  private Services() {}

  /**
   * Makes sure before a job starts that its services answer and have what it writes to: topics
   * (missing ones are created with the broker's defaults) and tables.
   *
   * @throws io.vigie.connector.ServiceUnreachableException if one does not answer
   */
  public static void ensure(JobSettings settings) {
    JobSettings.KafkaInput kafka = settings.kafka();
    if (kafka != null) {
      JobSettings.ControlInput control = settings.control();
      List<String> read =
          control == null ? List.of(kafka.topic()) : List.of(kafka.topic(), control.topic());
      KafkaTopics.ensure(kafka.connection(), settings.kafkaStreams(), read, -1, (short) -1);
    }
    PostgresSettings postgres = settings.postgres();
    if (postgres != null) {
      PostgresSchema.ensure(postgres);
    }
  }
}
