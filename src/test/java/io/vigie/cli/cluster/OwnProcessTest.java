package io.vigie.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what we started is ever ended. */
class OwnProcessTest {

  @TempDir Path directory;

  @Test
  void endsWhatItStarted() throws Exception {
    OwnProcess process = start("exec sleep 600");
    assertThat(process.isAlive()).isTrue();

    process.end();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void killsWhatWillNotListen() throws Exception {
    OwnProcess process = start("exec sleep 600");

    process.kill();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void leavesAloneWhatOnlyHasTheSameNumber() throws Exception {
    OwnProcess process = start("exec sleep 600");
    OwnProcess other = new OwnProcess("other", process.pid(), process.startMillis() - 1_000);

    other.kill();
    other.end();

    assertThat(other.isAlive()).isFalse();
    assertThat(process.isAlive()).isTrue();
    process.kill();
  }

  @Test
  void isRememberedByTheStateFile() throws Exception {
    OwnProcess process = start("exec sleep 600");
    ClusterState state =
        new ClusterState(
                new ClusterState.Ports(1, 2, 3, 4, 5, 6),
                2,
                true,
                List.of(new OwnProcess("sleeper", 1, 1)))
            .with(new OwnProcess("kafka", 2, 2))
            .with(process);
    state.write(directory);

    assertThat(ClusterState.existsIn(directory)).isTrue();
    assertThat(ClusterState.read(directory)).isEqualTo(state);
    assertThat(state.processes()).containsExactly(new OwnProcess("kafka", 2, 2), process);
    assertThat(state.without("kafka").processes()).containsExactly(process);

    process.kill();
    ClusterState.delete(directory);
    assertThat(ClusterState.existsIn(directory)).isFalse();
  }

  private OwnProcess start(String command) throws Exception {
    File log = Files.createFile(directory.resolve("log")).toFile();
    return OwnProcess.start("sleeper", List.of("/bin/sh", "-c", command), Map.of(), directory, log);
  }
}
