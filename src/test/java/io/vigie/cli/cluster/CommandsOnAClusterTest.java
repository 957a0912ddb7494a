package io.vigie.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.cli.Vigie;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.Talk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands for clusters as docs/deploy.md has them, one after the other, on a real one. */
class CommandsOnAClusterTest {

  private static final String JOB = "crisis-detection";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();

  @Test
  @Timeout(600)
  void aJobIsSubmittedRescaledStoppedResumedAndCancelled() throws Exception {
    String dir = directory.resolve("cluster").toString();
    assertThat(vigie("cluster", "start", "--dir", dir, "--task-managers", "1", "--port", "0"))
        .as(out.toString())
        .isZero();
    try {
      String cluster = found("submit crisis-detection --cluster (\\S+)");
      String kafka = found("kafka +\\d+ +runs +(\\S+)");
      String services = Path.of(dir, "services.env").toString();
      assertThat(vigie("cluster", "start", "--dir", dir)).isEqualTo(Vigie.INPUT_AT_FAULT);
      assertThat(out.toString()).contains("a cluster runs already in");

      succeeds("submit", JOB, "--cluster", cluster, "--env-file", services);
      found("job ([0-9a-f]{32}) \\(crisis-detection\\) runs");
      Path mentions =
          Talk.write(directory.resolve("mentions.jsonl"), Talk.mentions().subList(0, 500));
      succeeds("send", "--mentions", mentions.toString(), "--kafka", kafka);
      found("(500) lines sent to vigie.mentions.v1");

      succeeds("rescale", JOB, "--cluster", cluster, "--parallelism", "1");
      succeeds("jobs", "--cluster", cluster);
      found("(RUNNING) .*, parallelism 1");
      assertThat(vigie("rescale", JOB, "--cluster", cluster, "--parallelism", "9"))
          .isEqualTo(Vigie.INPUT_AT_FAULT);

      succeeds("stop", JOB, "--cluster", cluster);
      String savepoint = found("savepoint: (\\S+)");
      succeeds(
          "submit", JOB, "--cluster", cluster, "--env-file", services, "--savepoint", savepoint);
      awaitScored(kafka, 500);
      succeeds("read", "scored-mentions", "--kafka", kafka);
      assertThat(out.toString().lines().filter(line -> line.contains("\"sentiment\"")))
          .hasSize(500);
      succeeds("cancel", JOB, "--cluster", cluster);
      assertThat(
              vigie(
                  "submit",
                  JOB,
                  "--cluster",
                  cluster,
                  "--env-file",
                  services,
                  "--savepoint",
                  directory.resolve("nowhere").toUri().toString()))
          .isEqualTo(Vigie.INPUT_AT_FAULT);
      assertThat(out.toString()).contains("does not run, its state is FAILED").contains("nowhere");
      succeeds("cluster", "status", "--dir", dir);
    } finally {
      vigie("cluster", "stop", "--dir", dir);
    }
    assertThat(out.toString()).contains("4 processes ended");
    assertThat(Files.exists(Path.of(dir, "cluster.json"))).isFalse();
  }

  private static void awaitScored(String kafka, int count) {
    List<String> scored = new ArrayList<>();
    Topics.read(
        KafkaConnection.to(kafka),
        ResultStream.SCORED_MENTIONS.topic(),
        scored::add,
        () -> scored.size() < count);
  }

  private void succeeds(String... args) {
    assertThat(vigie(args)).as(out.toString()).isZero();
  }

  private String found(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(out.toString());
    assertThat(matcher.find()).as(pattern + " in " + out).isTrue();
    return matcher.group(1);
  }

  /** Runs a command; what it says stands in {@link #out} alone. */
  private int vigie(String... args) {
    out.getBuffer().setLength(0);
    PrintWriter writer = new PrintWriter(out, true);
    return Vigie.commandLine().setOut(writer).setErr(writer).execute(args);
  }
}
