package io.vigie.cli.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that a cluster consists of. Numbers of processes are given again, so its start is known
 * too: what has another start is not ours, and is never touched.
 *
 * @param role what it is: {@code jobmanager}, {@code taskmanager-1}, {@code kafka}, …
 * @param pid number of the process
 * @param startMillis its start as the operating system knows it, in milliseconds since the epoch; 0
 *     where it does not
 */
public record OwnProcess(String role, long pid, long startMillis) {

  /** How long a process may take to end by itself before it is killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Starts a process that outlives this one.
   *
   * @param log takes what it prints, after what is there already
   */
  static OwnProcess start(
      String role, List<String> command, Map<String, String> environment, Path dir, File log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().putAll(environment);
    ProcessHandle handle = builder.start().toHandle();
    return new OwnProcess(role, handle.pid(), startOf(handle));
  }

  private static long startOf(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startOf(handle) == startMillis);
  }

  /** Whether it still runs. */
  @JsonIgnore
  public boolean isAlive() {
    return handle().isPresent();
  }

  /** Ends it at once (SIGKILL), and returns when it is gone. */
  public void kill() throws InterruptedException {
    Optional<ProcessHandle> handle = handle();
    if (handle.isPresent()) {
      handle.get().destroyForcibly();
      awaitEnd(handle.get());
    }
  }

  /** Asks it to end (SIGTERM), kills it if it does not, and returns when it is gone. */
  public void end() throws InterruptedException {
    Optional<ProcessHandle> handle = handle();
    if (handle.isPresent()) {
      handle.get().destroy();
      if (!awaitEnd(handle.get())) {
        kill();
      }
    }
  }

  private static boolean awaitEnd(ProcessHandle handle) throws InterruptedException {
    try {
      handle.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for process " + handle.pid(), e);
    }
  }
}
