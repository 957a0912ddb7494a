package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningDemoTest {

  private static final long ME = ProcessHandle.current().pid();

  @TempDir Path directory;

  private static RunningDemo demo(long pid, Instant liveFrom, Instant liveSince) {
    return new RunningDemo(
        pid,
        "127.0.0.1:1",
        "demo:" + "s".repeat(32),
        liveFrom.toString(),
        liveSince.toString(),
        60);
  }

  @Test
  void commandsFindTheDemoThatRunsAndNobodyElseReadsItsKey() throws Exception {
    Path file = directory.resolve("demo.json");
    assertThat(RunningDemo.find(file)).isNull();

    RunningDemo demo = demo(ME, Instant.EPOCH, Instant.EPOCH);
    demo(ME + 1, Instant.EPOCH, Instant.EPOCH).write(file);
    demo.write(file);
    assertThat(RunningDemo.find(file)).isEqualTo(demo);
    assertThat(demo.toString()).doesNotContain("sss");
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    demo(ME + 1, Instant.EPOCH, Instant.EPOCH).remove(file);
    assertThat(RunningDemo.find(file)).as("left by another demo").isNotNull();
    demo.remove(file);
    assertThat(RunningDemo.find(file)).isNull();
  }

  @Test
  void aDemoThatIsOverIsNotFound() throws Exception {
    Path file = directory.resolve("demo.json");
    Process over = new ProcessBuilder("true").start();
    over.waitFor();
    demo(over.pid(), Instant.EPOCH, Instant.EPOCH).write(file);
    assertThat(RunningDemo.find(file)).isNull();
  }

  @Test
  void itsTimeGoesFastUntilItHasCaughtUpWithTheClock() {
    Instant now = Instant.now();
    Instant morning = now.minusSeconds(100_000);
    assertThat(demo(ME, morning, now.minusSeconds(60)).now())
        .isBetween(morning.plusSeconds(3600), morning.plusSeconds(36_000));
    assertThat(demo(ME, morning, morning).now()).isBetween(now, now.plusSeconds(3600));
  }
}
