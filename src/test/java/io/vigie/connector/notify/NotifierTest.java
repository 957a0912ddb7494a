package io.vigie.connector.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ServiceUnreachableException;
import io.vigie.connector.local.LocalKafka;
import io.vigie.connector.notify.Hooks.Manner;
import io.vigie.connector.notify.NotifySettings.AlertmanagerPace;
import io.vigie.connector.notify.NotifySettings.Retry;
import io.vigie.incident.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts in a real Kafka, receivers that misbehave. */
class NotifierTest {

  private static final Secret KEY = new Secret("0123456789abcdef");
  private static final Retry IMPATIENT =
      new Retry(
          Duration.ofMillis(5),
          Duration.ofMillis(50),
          Duration.ofSeconds(60),
          Duration.ofMillis(700));
  private static final AlertmanagerPace PACE =
      new AlertmanagerPace(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofDays(1));

  private static LocalKafka kafka;

  @TempDir private Path directory;

  private String topic = "";

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = LocalKafka.start();
  }

  @AfterAll
  static void stopKafka() throws Exception {
    kafka.close();
  }

  @BeforeEach
  void makeTopic() throws Exception {
    topic = "alerts-" + UUID.randomUUID();
    try (Admin admin = Admin.create(KafkaConnection.to(kafka.bootstrapServers()).toProperties())) {
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    }
  }

  private void produce(List<String> alerts) throws Exception {
    Properties all = KafkaConnection.to(kafka.bootstrapServers()).toProperties();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(all, new StringSerializer(), new StringSerializer())) {
      for (String alert : alerts) {
        String incident = alert.replaceAll(".*\"incidentId\":\"([^\"]*)\".*", "$1");
        producer.send(new ProducerRecord<>(topic, incident, alert)).get();
      }
    }
  }

  private NotifySettings settings(Retry retry, Receiver... receivers) {
    return new NotifySettings(
        KafkaConnection.to(kafka.bootstrapServers()),
        topic,
        "group-" + topic,
        Duration.ofHours(1),
        null,
        List.of(new AllowedHosts.Host("127.0.0.1", true)),
        retry,
        PACE,
        List.of(receivers));
  }

  private static Receiver webhook(String name, Hooks hooks) {
    return new Receiver(name, new Target.Webhook(hooks.url(), KEY), Level.WATCH, Set.of(), true);
  }

  private static List<String> story(int incidents, int revisions) {
    List<String> alerts = new ArrayList<>();
    for (int revision = 1; revision <= revisions; revision++) {
      for (int incident = 1; incident <= incidents; incident++) {
        alerts.add(
            Alerts.json(
                "inc-" + incident,
                revision,
                "incident",
                revision == revisions ? "resolved" : "open"));
      }
    }
    return alerts;
  }

  private void deliverAll(NotifySettings settings) throws Exception {
    try (Notifier notifier = Notifier.onKafka(settings)) {
      notifier.start(true);
      assertThat(notifier.await(120)).isTrue();
    }
  }

  @Test
  void aReceiverThatMisbehavesGetsEachAlertOnceAndInOrder() throws Exception {
    Manner[] first = Manner.values();
    BiFunction<String, Integer, Manner> manners =
        (id, number) -> {
          Manner manner = first[Math.floorMod(id.hashCode() + number, first.length)];
          return number > 3
                  || manner == Manner.NOT_FOUND // these two say "never", not "later"
                  || manner == Manner.REDIRECT_INSIDE
              ? Manner.TAKE
              : manner;
        };
    List<String> alerts = story(3, 4);
    try (Hooks hooks = new Hooks(manners)) {
      produce(alerts);
      produce(alerts.subList(0, 4)); // an at-least-once stream repeats

      deliverAll(settings(IMPATIENT, webhook("crm", hooks)));

      assertThat(hooks.acted()).hasSize(12);
      assertThat(hooks.tries().values().stream().mapToInt(n -> n).sum()).isGreaterThan(12);
      for (int incident = 1; incident <= 3; incident++) {
        String prefix = "alt-inc-" + incident + "-";
        assertThat(hooks.acted().keySet().stream().filter(id -> id.startsWith(prefix)))
            .containsExactly(prefix + 1, prefix + 2, prefix + 3, prefix + 4);
      }
    }
  }

  @Test
  void theSignatureHoldsForBodyAndTime() throws Exception {
    try (Hooks hooks = new Hooks((id, number) -> Manner.TAKE)) {
      produce(story(1, 1));

      deliverAll(settings(IMPATIENT, webhook("crm", hooks)));

      Map<String, String> headers = hooks.headers().get(0);
      String body = hooks.acted().values().iterator().next();
      assertThat(headers.get("vigie-signature"))
          .isEqualTo("v1=" + Signature.of(headers.get("vigie-timestamp") + "." + body, KEY));
      assertThat(
              Math.abs(
                  Long.parseLong(headers.get("vigie-timestamp")) * 1000
                      - System.currentTimeMillis()))
          .isLessThan(600_000);
    }
  }

  @Test
  void whatAReceiverWillNeverTakeIsKeptAndTheRestGoesOn() throws Exception {
    try (Hooks hooks =
        new Hooks(
            (id, number) ->
                id.equals("alt-inc-1-1")
                    ? Manner.NOT_FOUND
                    : id.equals("alt-inc-2-1") ? Manner.REDIRECT_INSIDE : Manner.TAKE)) {
      produce(List.of("not json", "{}"));
      produce(story(3, 1));

      NotifySettings settings = settings(IMPATIENT, webhook("picky-" + topic, hooks));
      deliverAll(settings);

      assertThat(hooks.acted()).containsOnlyKeys("alt-inc-3-1");
      assertThat(undelivered("picky-" + topic))
          .extracting(node -> node.path("reason").asText())
          .anySatisfy(reason -> assertThat(reason).contains("HTTP status 404"))
          .anySatisfy(reason -> assertThat(reason).contains("redirects are not followed"))
          .filteredOn(reason -> reason.startsWith("is no alert"))
          .hasSize(2);
    }
  }

  private List<JsonNode> undelivered(String receiver) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    Properties all = KafkaConnection.to(kafka.bootstrapServers()).toProperties();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(NotifySettings.UNDELIVERED_TOPIC).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (receiver.equals(record.key())) {
                    try {
                      found.add(new ObjectMapper().readTree(record.value()));
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  }
                });
      }
    }
    return found;
  }

  @Test
  void anOutageAndARestartLoseNothingAndRepeatNothing() throws Exception {
    List<String> alerts = story(4, 3);
    Retry patient =
        new Retry(
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofHours(1),
            Duration.ofMillis(700));
    java.util.concurrent.atomic.AtomicBoolean up = new java.util.concurrent.atomic.AtomicBoolean();
    java.util.concurrent.CountDownLatch knocked = new java.util.concurrent.CountDownLatch(3);
    try (Hooks hooks =
        new Hooks(
            (id, number) -> {
              knocked.countDown();
              boolean known = id.compareTo("alt-inc-2") < 0;
              return up.get() || known ? Manner.TAKE : Manner.SERVER_ERROR;
            })) {
      produce(alerts);
      NotifySettings settings = settings(patient, webhook("crm", hooks));
      try (Notifier notifier = Notifier.onKafka(settings)) {
        notifier.start(false);
        knocked.await();
        // closed while the receiver is down: nothing may be taken as delivered
      }
      up.set(true);
      int before = hooks.acted().size();
      deliverAll(settings);

      assertThat(before).isLessThan(alerts.size());
      assertThat(hooks.acted()).hasSize(alerts.size());
    }
  }

  @Test
  void aReceiverThatHangsDelaysNoOther() throws Exception {
    Path record = directory.resolve("record.jsonl");
    try (Hooks hooks = new Hooks((id, number) -> Manner.DRIP)) {
      produce(story(2, 1));
      NotifySettings settings =
          settings(
              IMPATIENT,
              webhook("dead", hooks),
              new Receiver("record", new Target.Lines(record), Level.WATCH, Set.of(), true));
      try (Notifier notifier = Notifier.onKafka(settings)) {
        notifier.start(false);
        while (!Files.exists(record) || Files.readAllLines(record).size() < 2) {
          Thread.onSpinWait();
        }
      }
      assertThat(hooks.acted()).isEmpty();
    }
  }

  @Test
  void whatIsAskedForIsWhatIsTold() throws Exception {
    Path crises = directory.resolve("crises.jsonl");
    produce(
        List.of(
            Alerts.json("inc-1", 1, "watch", "open"),
            Alerts.json("inc-1", 2, "crisis", "open"),
            Alerts.json("inc-1", 3, "watch", "resolved"),
            Alerts.json("inc-2", 1, "watch", "resolved"),
            Alerts.json("inc-3", 1, "crisis", "open", "x", "Sorelune")));

    deliverAll(
        settings(
            IMPATIENT,
            new Receiver(
                "crises", new Target.Lines(crises), Level.CRISIS, Set.of("Telmora"), true)));

    assertThat(Files.readAllLines(crises))
        .extracting(line -> new ObjectMapper().readTree(line).path("alertId").asText())
        .containsExactly("alt-inc-1-2", "alt-inc-1-3");
  }

  @Test
  void aFileOfAlertsIsDeliveredToItsEnd() throws Exception {
    Path file = Files.write(directory.resolve("alerts.jsonl"), story(2, 2));
    Path undelivered = directory.resolve("undelivered.jsonl");
    try (Hooks hooks =
        new Hooks((id, number) -> id.endsWith("-2-1") ? Manner.NOT_FOUND : Manner.TAKE)) {
      NotifySettings settings = settings(IMPATIENT, webhook("crm", hooks));
      try (Notifier notifier = Notifier.onFile(settings, file, undelivered)) {
        notifier.start(true);
        assertThat(notifier.await(60)).isTrue();
        assertThat(notifier.undeliveredCount()).isEqualTo(1);
      }
      assertThat(hooks.acted()).hasSize(3);
      assertThat(Files.readAllLines(undelivered)).hasSize(1);
    }
  }

  @Test
  void aBrokerThatIsNotThereIsTold() {
    NotifySettings nowhere =
        settings(
                IMPATIENT,
                new Receiver("r", new Target.Lines(directory), Level.WATCH, Set.of(), true))
            .with(KafkaConnection.to("127.0.0.1:1"));
    assertThatThrownBy(() -> Notifier.onKafka(nowhere))
        .isInstanceOf(ServiceUnreachableException.class);
  }
}
