package io.vigie.connector.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.connector.ResultStream;
import io.vigie.connector.ServiceUnreachableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServicesTest {

  @TempDir Path directory;

  @Test
  void aBrokerStartsAgainInTheSameProcessAndLeavesNothing() throws Exception {
    Set<Path> before = left("vigie-kafka-");
    for (int run = 0; run < 2; run++) {
      try (LocalKafka kafka = LocalKafka.start()) {
        // A fresh broker each time: the topic is not there yet.
        assertThat(
                KafkaTopics.ensure(
                    KafkaConnection.to(kafka.bootstrapServers()),
                    EnumSet.allOf(ResultStream.class),
                    List.of("vigie.mentions.v1"),
                    1,
                    (short) 1))
            .contains("vigie.mentions.v1");
      }
    }
    assertThat(left("vigie-kafka-")).isEqualTo(before);
  }

  @Test
  void aDatabaseLeavesNothing() throws Exception {
    Set<Path> before = left("vigie-postgres-");
    LocalPostgres postgres = LocalPostgres.start();
    postgres.settings().connect().close();

    postgres.close();

    assertThat(left("vigie-postgres-")).isEqualTo(before);
    assertThatThrownBy(() -> postgres.settings().connect())
        .isInstanceOf(ServiceUnreachableException.class);
  }

  @Test
  void aTakenPortIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> LocalKafka.start(taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void aBrokerThatWasGivenADirectoryFindsItsTopicsAgain() throws Exception {
    List<Integer> ports = freePorts(2);
    for (int run = 0; run < 2; run++) {
      try (LocalKafka kafka =
          LocalKafka.start(directory.resolve("kafka"), ports.get(0), ports.get(1))) {
        Set<String> created =
            KafkaTopics.ensure(
                KafkaConnection.to(kafka.bootstrapServers()),
                Set.of(),
                List.of("vigie.mentions.v1"),
                1,
                (short) 1);
        assertThat(created).hasSize(run == 0 ? 1 : 0);
      }
    }
  }

  @Test
  void aDatabaseThatWasGivenADirectoryFindsItsTablesAgain() throws Exception {
    int port = freePorts(1).get(0);
    for (int run = 0; run < 2; run++) {
      try (LocalPostgres postgres = LocalPostgres.start(directory.resolve("postgres"), port);
          Connection connection = postgres.settings().connect();
          Statement statement = connection.createStatement()) {
        statement.execute(run == 0 ? "CREATE TABLE kept (n int)" : "DROP TABLE kept");
      }
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }

  private static Set<Path> left(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .collect(Collectors.toSet());
    }
  }
}
