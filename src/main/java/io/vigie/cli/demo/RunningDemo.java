package io.vigie.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A demo that runs on this machine and is live, as its file in the temporary directory tells other
 * commands: they find its broker and its control stream without being told. Only whoever started it
 * can read the file, as it holds the key of the control stream.
 *
 * @param pid its process
 * @param kafka its broker, host:port
 * @param controlKeys what its control messages are signed with, id:secret
 * @param liveFrom event time at which fast motion began, ISO 8601
 * @param liveSince the same moment by the clock, ISO 8601
 * @param speed seconds of event time in one second of the clock, until event time has caught up
 */
public record RunningDemo(
    long pid, String kafka, String controlKeys, String liveFrom, String liveSince, double speed) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the demo of this user leaves word. */
  public static Path file() {
    String user = System.getProperty("user.name", "user").replaceAll("[^\\w.-]", "_");
    return Path.of(System.getProperty("java.io.tmpdir"), "vigie-demo-" + user + ".json");
  }

  /**
   * The demo that left word in a file; null if there is none, or if it is over.
   *
   * @throws IOException if the file cannot be read
   */
  public static @Nullable RunningDemo find(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !isOurs(file)) {
      return null;
    }
    RunningDemo demo = JSON.readValue(Files.readAllBytes(file), RunningDemo.class);
    boolean alive = ProcessHandle.of(demo.pid()).map(ProcessHandle::isAlive).orElse(false);
    return alive ? demo : null;
  }

  /** Anybody may put a file into a temporary directory; another's is not believed. */
  private static boolean isOurs(Path file) throws IOException {
    Path own = Files.createTempFile("vigie-", ".own");
    try {
      return Files.getOwner(file).equals(Files.getOwner(own));
    } finally {
      Files.delete(own);
    }
  }

  /** Leaves word in a file that nobody else can read; an earlier demo's word is gone. */
  void write(Path file) throws IOException {
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(file, JSON.writeValueAsBytes(this));
  }

  /** Takes the word back, unless a later demo has left its own. */
  void remove(Path file) throws IOException {
    if (Files.isRegularFile(file)
        && JSON.readValue(Files.readAllBytes(file), RunningDemo.class).pid() == pid) {
      Files.delete(file);
    }
  }

  /** The event time that the demo has come to. */
  public Instant now() {
    Instant clock = Instant.now();
    Duration elapsed = Duration.between(Instant.parse(liveSince), clock);
    return DemoPlan.reached(Instant.parse(liveFrom), speed, elapsed, clock);
  }

  /** Settings of a job's command that speaks to this demo. */
  public List<String> settings() {
    return List.of("kafka.bootstrapServers=" + kafka, "control.keys=" + controlKeys);
  }

  /** Where it is, without its key. */
  @Override
  public String toString() {
    return "RunningDemo[" + kafka + "]";
  }
}
