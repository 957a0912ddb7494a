package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Talk;
import io.vigie.mention.Mention;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line as people and scripts meet it: exit codes, messages, help. */
class VigieTest {

  private static final String JOB = "crisis-detection";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aRunOnFilesEndsWithASummary() throws Exception {
    List<Mention> some = Talk.mentions().subList(0, 200);
    Path input = Talk.write(directory.resolve("some.jsonl.gz"), some);
    Path results = directory.resolve("deep/out");

    assertThat(run("run", JOB, "--mentions", input.toString(), "--out", results.toString()))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("200 records read")
        .contains("0 duplicates + 0 dead letters")
        .contains("results in " + results)
        .doesNotContain("DOES NOT ADD UP");
    assertThat(Files.readAllLines(results.resolve("scored-mentions.jsonl"))).hasSize(200);
    assertThat(results.resolve(".parts")).doesNotExist();
  }

  @Test
  void missingFilesAreTheInputsFaultAndAllAreNamed() {
    assertThat(
            run(
                "run",
                JOB,
                "--mentions",
                directory.resolve("one.jsonl").toString(),
                directory.resolve("two.jsonl").toString(),
                "--out",
                directory.resolve("out").toString()))
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString())
        .contains("one.jsonl: mentions file does not exist")
        .contains("two.jsonl: mentions file does not exist")
        .contains("2 problem(s)")
        .doesNotContain("\tat ");
  }

  @Test
  void aDamagedArchiveIsNamed() throws Exception {
    Path input = Talk.write(directory.resolve("cut.jsonl.gz"), Talk.mentions().subList(0, 2_000));
    byte[] whole = Files.readAllBytes(input);
    Files.write(input, Arrays.copyOf(whole, whole.length / 2));

    assertThat(runOn(input)).isEqualTo(Vigie.INPUT_AT_FAULT);

    assertThat(err.toString())
        .contains("mentions file " + input + " cannot be read after line ")
        .contains("is the gzip data cut off or damaged?")
        .doesNotContain("\tat ");
    assertThat(directory.resolve("out/alerts.jsonl")).doesNotExist();
  }

  @Test
  void anUnknownJobIsTheInputsFault() throws Exception {
    assertThat(run("run", "crisis-detektion", "--mentions", "x", "--out", "y"))
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString())
        .contains("there is no job 'crisis-detektion'")
        .doesNotContain("\tat ");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsTheInputsFault() throws Exception {
    Path input = Talk.write(directory.resolve("some.jsonl"), Talk.mentions().subList(0, 2));
    Path file = Files.writeString(directory.resolve("file"), "here");
    for (String out : List.of(file.toString(), file.resolve("below").toString())) {
      assertThat(run("run", JOB, "--mentions", input.toString(), "--out", out))
          .isEqualTo(Vigie.INPUT_AT_FAULT);
      assertThat(err.toString()).contains(file.toString()).doesNotContain("\tat ");
    }
    assertThat(file).hasContent("here");
  }

  @Test
  void wrongUsage() {
    assertThat(run()).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("run", JOB)).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("run", JOB, "--mentions", "x")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("run", JOB, "--kafka", "h:1", "--mentions", "x", "--out", "y"))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("run", JOB, "--mentionz", "x", "--out", "y")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("run", JOB, "--kafka", "h:1", "--parallelism", "many"))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("watch")).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(err.toString()).contains("--mentionz");
  }

  @Test
  void aParallelismThatCannotBeIsWrongUsage() {
    assertThat(run("run", JOB, "--mentions", "x", "--out", "y", "--parallelism", "0"))
        .isEqualTo(Vigie.WRONG_USAGE);
    assertThat(run("run", JOB, "--mentions", "x", "--out", "y", "--parallelism", "1000"))
        .isEqualTo(Vigie.WRONG_USAGE);
  }

  @Test
  void wrongSettingsAreTheInputsFaultAndAllAreTold() throws Exception {
    Path input = Talk.write(directory.resolve("some.jsonl"), Talk.mentions().subList(0, 2));
    assertThat(runOn(input, "-D", "scoring.batchSize=0", "-D", "intake.outOfOder=1s"))
        .isEqualTo(Vigie.INPUT_AT_FAULT);
    assertThat(err.toString())
        .contains("'scoring.batchSize' should be a whole number, 1 to 8192")
        .contains("unknown setting 'intake.outOfOder' (did you mean 'intake.outOfOrder'?)")
        .contains("2 problem(s)");
  }

  @Test
  void aKafkaThatDoesNotAnswerIsUnreachable() {
    assertThat(
            run(
                "run",
                JOB,
                "--kafka",
                "127.0.0.1:1",
                "-D",
                "scoring.enabled=false",
                "-D",
                "kafka.properties.default.api.timeout.ms=500",
                "-D",
                "kafka.properties.request.timeout.ms=500"))
        .isEqualTo(Vigie.UNREACHABLE);
    assertThat(err.toString())
        .contains("Kafka could not be reached at 127.0.0.1:1")
        .doesNotContain("\tat ");
  }

  @Test
  void aPostgresThatDoesNotAnswerIsUnreachable() throws Exception {
    Path input = Talk.write(directory.resolve("some.jsonl"), Talk.mentions().subList(0, 2));
    assertThat(
            runOn(
                input,
                "-D",
                "scoring.enabled=false",
                "-D",
                "sinks.postgres.url=jdbc:postgresql://127.0.0.1:1/vigie",
                "-D",
                "sinks.postgres.password=hunter2"))
        .isEqualTo(Vigie.UNREACHABLE);
    assertThat(err.toString())
        .contains("PostgreSQL could not be reached at")
        .contains("127.0.0.1:1")
        .doesNotContain("hunter2")
        .doesNotContain("\tat ");
  }

  @Test
  void theHelpOfEveryCommandHasAnExample() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("./vigie demo", "Exit codes");
    for (CommandLine command : Vigie.commandLine().getSubcommands().values()) {
      String name = command.getCommandName();
      if (!name.equals("help")) {
        StringWriter help = new StringWriter();
        command.usage(new PrintWriter(help, true));
        assertThat(help.toString()).as(name).contains("./vigie " + name + " ");
      }
    }
  }

  private int runOn(Path input, String... more) {
    String[] arguments = {
      "run", JOB, "--mentions", input.toString(), "--out", directory.resolve("out").toString()
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return run(all);
  }

  private int run(String... arguments) {
    return Vigie.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
