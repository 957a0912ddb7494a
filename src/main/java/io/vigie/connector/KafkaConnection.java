package io.vigie.connector;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * How to reach a Kafka cluster.
 *
 * @param bootstrapServers {@code host:port}, several by comma
 * @param properties further client properties by their Kafka names ({@code security.protocol},
 *     {@code sasl.jaas.config}, {@code ssl.truststore.location}, …); they may hold secrets, so
 *     their values are never printed
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> properties)
    implements Serializable {

  public KafkaConnection {
    properties = Map.copyOf(properties);
  }

  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /** All client properties, the bootstrap servers among them. */
  public Properties toProperties() {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("bootstrap.servers", bootstrapServers);
    return all;
  }

  /** Names of the properties, never their values. */
  @Override
  public String toString() {
    return "KafkaConnection[" + bootstrapServers + ", " + new TreeSet<>(properties.keySet()) + "]";
  }
}
