package io.vigie.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure, before a job starts, that its topics exist and that its transactions may live. */
public final class KafkaTopics {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

  /** How long to wait for the cluster before calling it unreachable. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String BROKER_MAX_TIMEOUT = "transaction.max.timeout.ms";

  private KafkaTopics() {}

  /**
   * Creates the missing ones among the topics of result streams and the other topics named. Topics
   * that exist are left as they are.
   *
   * @param streams those that the job writes to Kafka
   * @param others names of further topics, such as those the job reads
   * @param partitions partitions of each new topic; -1 = the broker's default
   * @param replication replicas of each new topic; -1 = the broker's default
   * @return names of the topics that were created
   * @throws ServiceUnreachableException if no broker answers
   * @throws IllegalStateException if the cluster refuses; the message says what and why
   */
  public static Set<String> ensure(
      KafkaConnection connection,
      Collection<ResultStream> streams,
      Collection<String> others,
      int partitions,
      short replication) {
    List<NewTopic> wanted = new ArrayList<>();
    for (ResultStream stream : streams) {
      wanted.add(topic(stream.topic(), partitions, replication).configs(configuration(stream)));
    }
    for (String other : others) {
      wanted.add(topic(other, partitions, replication));
    }
    try (Admin admin = Admin.create(adminProperties(connection))) {
      checkTransactionTimeout(admin, connection);
      return create(admin, wanted, connection);
    } catch (KafkaException e) {
      // The client itself could not be made: no address resolves, or a property is wrong.
      throw failure("connect", e, connection);
    }
  }

  /**
   * How the broker keeps a stream. By the time of writing: results carry event time, and the broker
   * would delete what a history gives within minutes, being older than its retention (ADR 0007).
   */
  private static Map<String, String> configuration(ResultStream stream) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    if (stream.compacted()) {
      configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    return configuration;
  }

  private static NewTopic topic(String name, int partitions, short replication) {
    return new NewTopic(
        name,
        partitions < 0 ? Optional.empty() : Optional.of(partitions),
        replication < 0 ? Optional.empty() : Optional.of(replication));
  }

  private static Properties adminProperties(KafkaConnection connection) {
    Properties admin = connection.toProperties();
    String patience = String.valueOf(PATIENCE.toMillis());
    admin.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    admin.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    return admin;
  }

  private static Set<String> create(
      Admin admin, List<NewTopic> wanted, KafkaConnection connection) {
    Set<String> existing = get(admin.listTopics().names(), "list topics", connection);
    List<NewTopic> missing =
        wanted.stream().filter(topic -> !existing.contains(topic.name())).toList();
    Set<String> created = new TreeSet<>();
    for (Map.Entry<String, KafkaFuture<Void>> answer :
        admin.createTopics(missing).values().entrySet()) {
      try {
        answer.getValue().get();
        created.add(answer.getKey());
      } catch (ExecutionException e) {
        // Two jobs may start at once: whoever comes second finds the topic there.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw failure("create topic " + answer.getKey(), cause(e), connection);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return created;
  }

  /** The broker refuses producers whose transactions may live longer than it allows. */
  private static void checkTransactionTimeout(Admin admin, KafkaConnection connection) {
    Collection<Node> nodes = get(admin.describeCluster().nodes(), "find brokers", connection);
    String broker = nodes.iterator().next().idString();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker);
    Config config;
    try {
      config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.warn("Not allowed to read the broker's {}: not compared", BROKER_MAX_TIMEOUT);
        return;
      }
      throw failure("read the broker's configuration", cause(e), connection);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    ConfigEntry allowed = config == null ? null : config.get(BROKER_MAX_TIMEOUT);
    long timeout = KafkaSinks.transactionTimeoutMillis(connection);
    if (allowed != null && timeout > Long.parseLong(allowed.value())) {
      throw new IllegalStateException(
          "transaction.timeout.ms is %d, but the broker's %s is %s: lower the one or raise the other"
              .formatted(timeout, BROKER_MAX_TIMEOUT, allowed.value()));
    }
  }

  private static <T> T get(KafkaFuture<T> future, String what, KafkaConnection connection) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw failure(what, cause(e), connection);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private static RuntimeException failure(
      String what, Throwable cause, KafkaConnection connection) {
    boolean unresolved = saysUnresolved(cause) || saysUnresolved(cause.getCause());
    if (cause instanceof RetriableException || unresolved) {
      return new ServiceUnreachableException("Kafka", connection.bootstrapServers(), cause);
    }
    return new IllegalStateException(
        "Kafka at %s: could not %s: %s"
            .formatted(connection.bootstrapServers(), what, cause.getMessage()),
        cause);
  }

  /** The client has no type of its own for a host name that does not resolve. */
  private static boolean saysUnresolved(@Nullable Throwable cause) {
    return cause != null && String.valueOf(cause.getMessage()).contains("resolv");
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while waiting for Kafka", e);
  }
}
