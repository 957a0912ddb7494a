package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsReferenceTest {

  @ParameterizedTest
  @EnumSource
  void theReferenceSaysWhatTheCodeDoes(ResultStream stream) throws Exception {
    String row =
        Files.readAllLines(Path.of("docs", "reference", "topics.md")).stream()
            .filter(line -> line.startsWith("| `" + stream.topic() + "` |"))
            .findFirst()
            .orElseThrow();

    assertThat(row)
        .contains("| `" + stream.fileName() + "` |")
        .contains(
            "| " + stream.delivery().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " |");
    assertThat(row.contains("compacted")).isEqualTo(stream.compacted());
    String schema = row.replaceAll(".*\\(\\.\\./\\.\\./(jobs/schema/[^)]+)\\).*", "$1");
    assertThat(Path.of(schema)).exists();
  }
}
