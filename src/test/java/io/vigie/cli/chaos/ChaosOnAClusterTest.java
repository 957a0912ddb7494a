package io.vigie.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.cli.cluster.Installation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar on a cluster of processes, one of which is killed in the middle of a crisis: the
 * short version of {@code ./vigie chaos}. Runs after the phase package.
 */
class ChaosOnAClusterTest {

  @TempDir Path directory;

  @Test
  @Timeout(600)
  void aTaskManagerThatIsKilledCostsNothing() throws Exception {
    List<String> progress = new ArrayList<>();
    Chaos chaos =
        new Chaos(
            new Installation(Path.of("").toAbsolutePath()),
            directory.resolve("cluster"),
            Chaos.Size.SHORT,
            Duration.ofSeconds(1),
            1,
            progress::add);
    StringWriter table = new StringWriter();

    boolean passed = chaos.run(Set.of(Fault.TASKMANAGER_KILLED), 1, new PrintWriter(table, true));

    assertThat(passed).as(table + String.join("\n", progress)).isTrue();
    // it can only have held if there was something to lose
    assertThat(table.toString()).matches("(?s).*[1-9]\\d* incidents, [1-9]\\d* alerts.*");
    assertThat(progress).anyMatch(line -> line.startsWith("taskmanager-killed 1: recovered"));
  }
}
