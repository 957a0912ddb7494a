package io.vigie.connector;

import static io.vigie.fixture.Results.AT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.connector.local.LocalKafka;
import io.vigie.fixture.Cluster;
import io.vigie.fixture.Results;
import io.vigie.fixture.Topics;
import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.kpi.KpiWindow;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.Mention;
import io.vigie.response.Triage;
import io.vigie.scoring.ScoredMention;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaSinksTest {
  private static LocalKafka kafka;
  private static KafkaConnection connection;

  @BeforeAll
  static void start() throws Exception {
    kafka = LocalKafka.start();
    connection = KafkaConnection.to(kafka.bootstrapServers());
    try (Admin admin = Admin.create(connection.toProperties())) {
      NewTopic own = new NewTopic(ResultStream.INDICATORS.topic(), 2, (short) 1);
      admin.createTopics(List.of(own.configs(Map.of("retention.ms", "-1")))).all().get();
    }
    assertThat(
            KafkaTopics.ensure(
                connection,
                EnumSet.allOf(ResultStream.class),
                List.of("vigie.mentions.v1"),
                2,
                (short) 1))
        .contains("vigie.mentions.v1", "vigie.alerts.v1")
        .doesNotContain(ResultStream.INDICATORS.topic())
        .hasSize(ResultStream.values().length);
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  @Test
  void everyStreamArrivesForCommittedReaders() throws Exception {
    Cluster.ofParallelism(2)
        .add(
            ScoredMention.class,
            List.of(Results.scored("tw-1", "lumio", AT)),
            scored -> scored.mention().brand(),
            sink(ResultFormat.scoredMentions(Results.encoder())))
        .add(
            KpiWindow.class,
            List.of(Results.kpi("lumio", AT, 0, 5), Results.kpi("nordika", AT, 0, 6)),
            KpiWindow::brand,
            sink(ResultFormat.kpis()))
        .add(
            IndicatorStep.class,
            List.of(Results.step("lumio", AT)),
            IndicatorStep::brand,
            sink(ResultFormat.indicators()))
        .add(
            Signal.class,
            List.of(Results.signal("lumio", AT)),
            Signal::brand,
            sink(ResultFormat.signals()))
        .add(
            Incident.class,
            List.of(
                Results.incident("i-1", "lumio", 1, 55), Results.incident("i-1", "lumio", 2, 60)),
            Incident::incidentId,
            sink(ResultFormat.incidents(Results.encoder())))
        .add(
            Alert.class,
            List.of(Results.alert("a-1", "i-1", "lumio", "Toujours en panne")),
            Alert::incidentId,
            sink(ResultFormat.alerts(Results.encoder())))
        .add(
            DeadLetter.class,
            List.of(Results.deadLetter("vigie.mentions.v1", 7)),
            letter -> letter.origin().toString(),
            sink(ResultFormat.deadLetters(Results.encoder())))
        .add(
            Mention.class,
            List.of(Results.mention("tw-2", "lumio", AT.minusSeconds(90_000))),
            Mention::brand,
            sink(ResultFormat.lateMentions(Results.encoder())))
        .add(
            Triage.class,
            List.of(Results.triage("i-1", "lumio", "tw-1", AT)),
            Triage::brand,
            sink(ResultFormat.triage()))
        .run();

    Map<ResultStream, List<ConsumerRecord<byte[], byte[]>>> read = readCommitted();
    for (ResultStream stream : ResultStream.values()) {
      int expected = stream == ResultStream.KPIS || stream == ResultStream.INCIDENTS ? 2 : 1;
      assertThat(read.get(stream)).as(stream.topic()).hasSize(expected);
    }
    ConsumerRecord<byte[], byte[]> indicator = only(read, ResultStream.INDICATORS);
    assertThat(indicator.key()).isEqualTo("lumio".getBytes(UTF_8));
    assertThat(indicator.value()).isEqualTo(IndicatorStepJson.toBytes(Results.step("lumio", AT)));
    // a topic that somebody else created keeps the time that it is given: event time
    assertThat(indicator.timestamp()).isEqualTo(AT.toEpochMilli());
    assertThat(indicator.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
    assertThat(read.get(ResultStream.KPIS))
        .extracting(ConsumerRecord::timestampType)
        .containsOnly(TimestampType.LOG_APPEND_TIME);
    assertThat(read.get(ResultStream.INCIDENTS))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsOnly("i-1");
    assertThat(new String(only(read, ResultStream.DEAD_LETTERS).key(), UTF_8))
        .isEqualTo("vigie.mentions.v1:0:7");
  }

  private static ConsumerRecord<byte[], byte[]> only(
      Map<ResultStream, List<ConsumerRecord<byte[], byte[]>>> read, ResultStream stream) {
    return read.getOrDefault(stream, List.of()).get(0);
  }

  private static <T> Sink<T> sink(ResultFormat<T> format) {
    return KafkaSinks.sink(connection, "sinks-test", format);
  }

  /** All records up to the last stable offset: an open transaction would show as missing. */
  private static Map<ResultStream, List<ConsumerRecord<byte[], byte[]>>> readCommitted() {
    Topics topics = new Topics(kafka.bootstrapServers());
    Map<ResultStream, List<ConsumerRecord<byte[], byte[]>>> read =
        new EnumMap<>(ResultStream.class);
    for (ResultStream stream : ResultStream.values()) {
      read.put(stream, topics.records(stream.topic()));
    }
    return read;
  }

  @Test
  void topicsAreCreatedOnceAndTheLedgerIsCompacted() throws Exception {
    assertThat(
            KafkaTopics.ensure(
                connection,
                EnumSet.allOf(ResultStream.class),
                List.of("vigie.mentions.v1"),
                2,
                (short) 1))
        .isEmpty();

    ConfigResource incidents =
        new ConfigResource(ConfigResource.Type.TOPIC, ResultStream.INCIDENTS.topic());
    try (Admin admin = Admin.create(connection.toProperties())) {
      assertThat(admin.describeConfigs(List.of(incidents)).all().get().values())
          .singleElement()
          .extracting(config -> config.get("cleanup.policy").value())
          .isEqualTo("compact");
    }
  }

  @Test
  void aTransactionTimeoutAboveTheBrokersIsRefusedAtTheStart() {
    KafkaConnection tooLong =
        new KafkaConnection(kafka.bootstrapServers(), Map.of("transaction.timeout.ms", "3600000"));

    assertThatThrownBy(
            () ->
                KafkaTopics.ensure(
                    tooLong, EnumSet.allOf(ResultStream.class), List.of(), 1, (short) 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transaction.timeout.ms is 3600000")
        .hasMessageContaining("900000");
  }

  @Test
  void whatTheClusterRefusesIsSaid() {
    assertThatThrownBy(
            () ->
                KafkaTopics.ensure(
                    connection,
                    EnumSet.allOf(ResultStream.class),
                    List.of("too-many"),
                    1,
                    (short) 3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("could not create topic too-many")
        .hasMessageContaining("eplication");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsUnreachable() {
    KafkaConnection nobody =
        new KafkaConnection(
            "127.0.0.1:1", Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "500"));
    KafkaConnection nowhere = KafkaConnection.to("kafka.invalid:9092");

    assertThatThrownBy(
            () ->
                KafkaTopics.ensure(
                    nobody, EnumSet.allOf(ResultStream.class), List.of(), 1, (short) 1))
        .isInstanceOf(ServiceUnreachableException.class)
        .hasMessageContaining("Kafka could not be reached at 127.0.0.1:1");
    assertThatThrownBy(
            () ->
                KafkaTopics.ensure(
                    nowhere, EnumSet.allOf(ResultStream.class), List.of(), 1, (short) 1))
        .isInstanceOf(ServiceUnreachableException.class)
        .hasMessageContaining("kafka.invalid");
  }

  @Test
  void deliveryIsSetAndCannotBeWeakened() {
    KafkaConnection weak =
        new KafkaConnection(
            "h:1", Map.of("acks", "0", "enable.idempotence", "false", "compression.type", "zstd"));

    Properties producer = KafkaSinks.producerProperties(weak);

    assertThat(producer)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("compression.type", "zstd")
        .containsEntry("transaction.timeout.ms", "600000");
    assertThat(ResultStream.ALERTS.delivery()).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
    assertThat(ResultStream.KPIS.delivery()).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
  }

  @Test
  void secretsAreNotPrinted() {
    KafkaConnection secret =
        new KafkaConnection("h:1", Map.of("sasl.jaas.config", "password=\"hunter2\""));

    assertThat(secret.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
  }
}
