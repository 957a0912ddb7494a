package io.vigie.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vigie.cli.CommandFailedException;
import io.vigie.cli.Vigie;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is asked of Flink's REST API and what becomes of its answers; the answers here are those of
 * Flink 2.2.1. The commands on a real cluster: {@code CommandsOnAClusterTest}.
 */
class FlinkRestTest {

  private static final String JOBS =
      """
      {"jobs":[
        {"jid":"a1","name":"crisis-detection","state":"CANCELED","start-time":1795344728180},
        {"jid":"b2","name":"crisis-detection","state":"RUNNING","start-time":1795344728180},
        {"jid":"c3","name":"twin","state":"RUNNING","start-time":1},
        {"jid":"d4","name":"twin","state":"RESTARTING","start-time":1}]}""";

  private static final String CHECKPOINTS =
      """
      {"latest":{"completed":{"id":9}},"history":[
        {"status":"IN_PROGRESS"},
        {"status":"COMPLETED","discarded":false,"external_path":"file:/c/9"},
        {"status":"COMPLETED","discarded":false,"external_path":"file:/c/8"},
        {"status":"COMPLETED","discarded":true,"external_path":"file:/c/7"},
        {"status":"FAILED"}]}""";

  private final Map<String, Queue<String>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private FlinkRest rest;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    rest = new FlinkRest("127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void tellsSlotsAndJobs() {
    say(
        "GET /overview",
        "{\"flink-version\":\"2.2.1\",\"taskmanagers\":2,\"slots-total\":4,\"slots-available\":3}");
    say("GET /jobs/overview", JOBS);

    assertThat(rest.overview()).isEqualTo(new FlinkRest.Overview("2.2.1", 2, 4, 3));
    assertThat(rest.jobs()).hasSize(4);
    assertThat(rest.jobs().get(0).isActive()).isFalse();
    assertThat(rest.jobs().get(3).isActive()).isTrue();
  }

  @Test
  void findsAJobByIdOrByTheNameOfTheOnlyOneThatHasNotEnded() {
    say("GET /jobs/overview", JOBS);

    assertThat(rest.find("a1").state()).isEqualTo("CANCELED");
    assertThat(rest.find("crisis-detection").id()).isEqualTo("b2");
    assertThatThrownBy(() -> rest.find("twin"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("several jobs 'twin'");
    assertThatThrownBy(() -> rest.find("nothing"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("no job 'nothing' runs at 127.0.0.1");
  }

  @Test
  void runsOnlyWhenEveryPartRunsAtItsParallelism() {
    say("GET /jobs/b2", "{\"state\":\"RUNNING\",\"vertices\":[]}");
    assertThat(rest.runs("b2", null)).isFalse();

    say("GET /jobs/b2", vertices("RUNNING", "DEPLOYING"));
    assertThat(rest.runs("b2", null)).isFalse();

    say("GET /jobs/b2", vertices("RUNNING", "RUNNING"));
    assertThat(rest.runs("b2", null)).isTrue();
    assertThat(rest.runs("b2", 2)).isTrue();
    assertThat(rest.runs("b2", 3)).isFalse();
  }

  @Test
  void aPartThatHasDoneAllItsWorkDoesNotKeepAJobFromRunning() {
    say("GET /jobs/b2", vertices("RUNNING", "FINISHED"));
    assertThat(rest.runs("b2", 2)).isTrue();

    say("GET /jobs/b2", vertices("FINISHED", "FINISHED"));
    assertThat(rest.runs("b2", null)).isFalse();

    say("GET /jobs/b2", vertices("RUNNING", "FINISHED").replace("128", "1"));
    assertThat(rest.runs("b2", 2)).isFalse();
    say(
        "GET /jobs/b2",
        vertices("RUNNING", "RUNNING")
            .replace("\"parallelism\":2", "\"parallelism\":1")
            .replace("128", "1"));
    assertThat(rest.runs("b2", 2)).isTrue();
  }

  @Test
  void tellsWhatAJobHasCountedAndItsLastCheckpoint() {
    say(
        "GET /jobs/b2/accumulators",
        """
        {"job-accumulators":[],"user-task-accumulators":[
          {"name":"recordsRead","type":"LongCounter","value":"28541"},
          {"name":"alerts","type":"LongCounter","value":"24"}]}""");
    say("GET /jobs/b2/metrics?get=numRestarts", "[{\"id\":\"numRestarts\",\"value\":\"3\"}]");
    say("GET /jobs/b2/checkpoints", "{\"latest\":{\"completed\":null}}");

    assertThat(rest.counts("b2")).isEqualTo(Map.of("recordsRead", 28541L, "alerts", 24L));
    assertThat(rest.restarts("b2")).isEqualTo(3);
    assertThat(rest.lastCheckpoint("b2")).isNull();

    say(
        "GET /jobs/b2/checkpoints",
        "{\"latest\":{\"completed\":{\"id\":9,\"state_size\":5384704,\"end_to_end_duration\":4573}}}");
    assertThat(rest.lastCheckpoint("b2")).isEqualTo(new FlinkRest.Checkpoint(9, 5384704, 4573));
  }

  @Test
  void aPartIsNotAskedForMoreThanItCanHave() {
    say("GET /jobs/b2", vertices("RUNNING", "RUNNING").replace("128", "1"));
    say("PUT /jobs/b2/resource-requirements", "{}");

    rest.require("b2", 4);

    assertThat(asked).anyMatch(request -> request.contains("\"upperBound\":1}}}"));
  }

  @Test
  void waitsForTheSavepoint() throws Exception {
    say("POST /jobs/b2/stop", "{\"request-id\":\"r\"}");
    say(
        "GET /jobs/b2/savepoints/r",
        "{\"status\":{\"id\":\"IN_PROGRESS\"}}",
        "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"location\":\"file:/s/1\"}}");

    assertThat(rest.stopWithSavepoint("b2", "file:/s", Duration.ofMinutes(1)))
        .isEqualTo("file:/s/1");
    assertThat(asked)
        .contains("POST /jobs/b2/stop {\"drain\":false,\"targetDirectory\":\"file:/s\"}");
  }

  @Test
  void saysWhyThereIsNoSavepoint() {
    say("POST /jobs/b2/stop", "{\"request-id\":\"r\"}");
    say(
        "GET /jobs/b2/savepoints/r",
        """
        {"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"x",
        "stack-trace":"x.Y: no space left\\n\\tat a.b(C.java:1)\\nCaused by: z\\n"}}}""");

    assertThatThrownBy(() -> rest.stopWithSavepoint("b2", null, Duration.ofMinutes(1)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("x.Y: no space left\n  Caused by: z");
    assertThat(asked).contains("POST /jobs/b2/stop {\"drain\":false}");
  }

  @Test
  void requiresTheSameParallelismOfEveryPart() {
    say("GET /jobs/b2", vertices("RUNNING", "RUNNING"));
    say("PUT /jobs/b2/resource-requirements", "{}");

    rest.require("b2", 4);

    assertThat(asked)
        .contains(
            "PUT /jobs/b2/resource-requirements"
                + " {\"v0\":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":4}},"
                + "\"v1\":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":4}}}");
  }

  @Test
  void checkpointsThatCanBeRestoredAreListedFromTheOldest() {
    say("GET /jobs/b2/checkpoints", CHECKPOINTS);

    assertThat(rest.checkpoints("b2")).containsExactly("file:/c/8", "file:/c/9");
    assertThat(rest.latestCheckpoint("b2")).isEqualTo(9);
  }

  /** The answer is as old as the refresh interval may be: it is asked for after that time only. */
  @Test
  void theLastCheckpointOfAJobThatHasEndedIsNotTheOneThatFlinkRemembered() throws Exception {
    say("GET /config", "{\"refresh-interval\":100}");
    say("GET /jobs/b2/checkpoints", CHECKPOINTS);

    long before = System.nanoTime();
    assertThat(rest.checkpointsOfEnded("b2")).endsWith("file:/c/9");
    assertThat(System.nanoTime() - before).isGreaterThan(100_000_000L);
    assertThat(asked.get(0)).isEqualTo("GET /config");
  }

  @Test
  void aRefusalIsToldInFlinksWords() {
    say("PATCH /jobs/b2?mode=cancel", "404{\"errors\":[\"x.NotFound: no b2\\n\\tat y\"]}");

    assertThatThrownBy(() -> rest.cancel("b2"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("answers 404 to PATCH /jobs/b2?mode=cancel: x.NotFound: no b2");
  }

  @Test
  void whatIsNotFlinkIsCalledSo() {
    say("GET /overview", "<html>");

    assertThatThrownBy(rest::overview)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("is not Flink");
  }

  @Test
  void aCommandWithoutAClusterEndsWithThree() {
    String nobody = "127.0.0.1:" + server.getAddress().getPort();
    server.stop(0);
    StringWriter err = new StringWriter();

    int exit =
        Vigie.commandLine().setErr(new PrintWriter(err, true)).execute("jobs", "--cluster", nobody);

    assertThat(exit).isEqualTo(Vigie.UNREACHABLE);
    assertThat(err.toString())
        .contains("Flink could not be reached at " + nobody)
        .doesNotContain("\tat ");
    assertThat(Vigie.commandLine().setErr(new PrintWriter(err)).execute("jobs", "--cluster", "x"))
        .isEqualTo(Vigie.WRONG_USAGE);
  }

  private static String vertices(String one, String other) {
    return """
        {"state":"RUNNING","vertices":[
          {"id":"v0","name":"read","parallelism":2,"maxParallelism":128,"status":"%s"},
          {"id":"v1","name":"write","parallelism":2,"maxParallelism":128,"status":"%s"}]}"""
        .formatted(one, other);
  }

  /** Answers to a request, one after the other; the last one is given again and again. */
  private void say(String request, String... inTurn) {
    answers.put(request, new ArrayDeque<>(List.of(inTurn)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(body.isEmpty() ? request : request + " " + body);
    Queue<String> said = answers.getOrDefault(request, new ArrayDeque<>(List.of("404nothing")));
    String answer = Objects.requireNonNull(said.size() > 1 ? said.poll() : said.peek());
    int status = answer.startsWith("404") ? 404 : 200;
    byte[] bytes = answer.substring(status == 404 ? 3 : 0).getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
