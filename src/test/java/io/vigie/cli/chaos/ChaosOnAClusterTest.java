package io.vigie.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.cli.cluster.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar on a cluster of processes, one of which is killed in the middle of a crisis, and then
 * hostile records: the short version of {@code ./vigie chaos}. Runs after the phase package.
 */
class ChaosOnAClusterTest {

  private static final long HOSTILE = 20_000;

  @TempDir Path directory;

  @Test
  @Timeout(600)
  void aTaskManagerThatIsKilledAndHostileRecordsCostNothing() throws Exception {
    List<String> progress = new ArrayList<>();
    Chaos chaos =
        new Chaos(
            new Installation(Path.of("").toAbsolutePath()),
            directory.resolve("cluster"),
            Chaos.Size.SHORT,
            Duration.ofSeconds(1),
            1,
            HOSTILE,
            progress::add);
    StringWriter table = new StringWriter();

    boolean passed =
        chaos.run(
            EnumSet.of(Fault.TASKMANAGER_KILLED, Fault.HOSTILE_RECORDS),
            1,
            new PrintWriter(table, true));

    assertThat(passed).as(table + String.join("\n", progress)).isTrue();
    // it can only have held if there was something to lose
    assertThat(table.toString()).matches("(?s).*[1-9]\\d* incidents, [1-9]\\d* alerts.*");
    assertThat(table.toString()).contains("| 20,000 | 20,000 |");
    assertThat(progress).anyMatch(line -> line.startsWith("taskmanager-killed 1: recovered"));
  }
}
