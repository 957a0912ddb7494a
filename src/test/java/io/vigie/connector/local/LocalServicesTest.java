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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalServicesTest {

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

  private static Set<Path> left(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .collect(Collectors.toSet());
    }
  }
}
