package io.vigie.cli.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.cli.CommandFailedException;
import io.vigie.connector.ServiceUnreachableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster by its REST API (version 1).
 *
 * <p>Every method throws {@link ServiceUnreachableException} if the cluster does not answer, and
 * {@link CommandFailedException} with Flink's own words if it refuses.
 */
public final class FlinkRest {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** What is known a refresh interval after an event may still be on its way. */
  private static final long MARGIN_MILLIS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The slots of a cluster, and who lends them. */
  public record Overview(String flink, int taskManagers, int slots, int freeSlots) {}

  /**
   * A job as the cluster lists it.
   *
   * @param state such as RUNNING, FAILED, FINISHED
   * @param startMillis when it was started, in milliseconds since the epoch
   */
  public record JobEntry(String id, String name, String state, long startMillis) {

    /** Whether it has not ended. */
    public boolean isActive() {
      return !List.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED").contains(state);
    }
  }

  /** A part of a job that runs in as many subtasks as its parallelism. */
  public record Vertex(String id, String name, int parallelism, int maxParallelism, String status) {

    private int atMost(int wanted) {
      return Math.min(wanted, maxParallelism);
    }
  }

  /** One for all: each has a thread of its own, which Java 17 ends only with the garbage. */
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  private final String address;

  /**
   * @param address host and port, {@code host:port}
   */
  public FlinkRest(String address) {
    this.address = address;
  }

  /** Where people look: the web UI. */
  public String url() {
    return "http://" + address;
  }

  /** The slots of the cluster. */
  public Overview overview() {
    JsonNode answer = get("/overview");
    return new Overview(
        answer.path("flink-version").asText(),
        answer.path("taskmanagers").asInt(),
        answer.path("slots-total").asInt(),
        answer.path("slots-available").asInt());
  }

  /** All jobs that the cluster remembers. */
  public List<JobEntry> jobs() {
    List<JobEntry> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new JobEntry(
              job.path("jid").asText(),
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("start-time").asLong()));
    }
    return jobs;
  }

  /**
   * The job that somebody means.
   *
   * @param said an id, or the name of the only job of that name that has not ended
   */
  public JobEntry find(String said) {
    List<JobEntry> jobs = jobs();
    List<JobEntry> found =
        jobs.stream()
            .filter(job -> job.id().equals(said) || (job.name().equals(said) && job.isActive()))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new CommandFailedException(
        found.isEmpty()
            ? "no job '" + said + "' runs at " + address + "; ./vigie jobs lists them"
            : "several jobs '" + said + "' run at " + address + "; say the id of one");
  }

  /** State of a job, such as RUNNING. */
  public String state(String job) {
    return get("/jobs/" + job).path("state").asText();
  }

  /** The parts of a job. */
  public List<Vertex> vertices(String job) {
    List<Vertex> vertices = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      vertices.add(
          new Vertex(
              vertex.path("id").asText(),
              vertex.path("name").asText(),
              vertex.path("parallelism").asInt(),
              vertex.path("maxParallelism").asInt(),
              vertex.path("status").asText()));
    }
    return vertices;
  }

  /**
   * Whether every part of a job runs, at this parallelism (or its highest) if one is given. A part
   * that has done all its work, such as the source of a control stream that there is not, counts as
   * running beside others that do.
   */
  public boolean runs(String job, @Nullable Integer parallelism) {
    List<Vertex> vertices = vertices(job);
    return vertices.stream().anyMatch(vertex -> vertex.status().equals("RUNNING"))
        && vertices.stream()
            .allMatch(
                vertex ->
                    vertex.status().equals("FINISHED")
                        || (vertex.status().equals("RUNNING")
                            && (parallelism == null
                                || vertex.parallelism() == vertex.atMost(parallelism))));
  }

  /** The first lines of what went wrong last, or null. */
  public @Nullable String lastFailure(String job) {
    JsonNode entries =
        get("/jobs/" + job + "/exceptions?maxExceptions=1")
            .path("exceptionHistory")
            .path("entries");
    if (!entries.isEmpty()) {
      return causes(entries.get(0).path("stacktrace").asText());
    }
    return state(job).equals("FAILED") ? failureAtTheStart(job) : null;
  }

  /** What kept a job from ever being scheduled stands nowhere else. */
  private @Nullable String failureAtTheStart(String job) {
    JsonNode failure =
        get("/jobs/" + job + "/execution-result")
            .path("job-execution-result")
            .path("failure-cause");
    return failure.isMissingNode() ? null : causes(failure.path("stack-trace").asText());
  }

  /** The messages of a stack trace without its frames. */
  static String causes(String stackTrace) {
    return stackTrace
        .lines()
        .filter(line -> !line.startsWith("\t") && !line.isBlank())
        .reduce((first, second) -> first + "\n  " + second)
        .orElse(stackTrace);
  }

  /** Number of the last completed checkpoint of a job, or -1. */
  public long latestCheckpoint(String job) {
    return get("/jobs/" + job + "/checkpoints")
        .path("latest")
        .path("completed")
        .path("id")
        .asLong(-1);
  }

  /**
   * A completed checkpoint.
   *
   * @param id counted from 1
   * @param bytes size of all state in it, that of older checkpoints which it shares included
   * @param millis from the trigger to the last acknowledgement
   */
  public record Checkpoint(long id, long bytes, long millis) {}

  /** The last completed checkpoint of a job, or null. */
  public @Nullable Checkpoint lastCheckpoint(String job) {
    JsonNode last = get("/jobs/" + job + "/checkpoints").path("latest").path("completed");
    return last.hasNonNull("id")
        ? new Checkpoint(
            last.path("id").asLong(),
            last.path("state_size").asLong(),
            last.path("end_to_end_duration").asLong())
        : null;
  }

  /** What a job has counted since it was started or restarted last, by name. */
  public Map<String, Long> counts(String job) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode count : get("/jobs/" + job + "/accumulators").path("user-task-accumulators")) {
      counts.put(count.path("name").asText(), count.path("value").asLong());
    }
    return counts;
  }

  /** How often a job was restarted. */
  public long restarts(String job) {
    return get("/jobs/" + job + "/metrics?get=numRestarts").path(0).path("value").asLong();
  }

  /** Metaspace and threads of every TaskManager, for people. */
  public String taskManagerMemory() {
    List<String> each = new ArrayList<>();
    for (JsonNode manager : get("/taskmanagers").path("taskmanagers")) {
      long bytes = metric(manager, "Status.JVM.Memory.Metaspace.Used");
      long threads = metric(manager, "Status.JVM.Threads.Count");
      each.add("%d MB metaspace, %d threads".formatted(bytes >> 20, threads));
    }
    return String.join("; ", each);
  }

  private long metric(JsonNode manager, String name) {
    JsonNode answer = get("/taskmanagers/" + manager.path("id").asText() + "/metrics?get=" + name);
    return answer.path(0).path("value").asLong();
  }

  /** Where the checkpoints of a job that can still be restored from lie, the oldest first. */
  public List<String> checkpoints(String job) {
    List<String> paths = new ArrayList<>();
    for (JsonNode checkpoint : get("/jobs/" + job + "/checkpoints").path("history")) {
      String path = checkpoint.path("external_path").asText("");
      if (checkpoint.path("status").asText().equals("COMPLETED")
          && !checkpoint.path("discarded").asBoolean()
          && !path.isEmpty()) {
        paths.add(0, path);
      }
    }
    return paths;
  }

  /**
   * The same of a job that has ended: one more may have been completed while it was being ended,
   * and Flink shows what it knew at most a refresh interval ago. Whoever went on from the one
   * before would write again what that last one has committed.
   */
  public List<String> checkpointsOfEnded(String job) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(get("/config").path("refresh-interval").asLong() + MARGIN_MILLIS);
    return checkpoints(job);
  }

  /** Cancels a job, and returns when the cluster has understood. */
  public void cancel(String job) {
    send("PATCH", "/jobs/" + job + "?mode=cancel", null);
  }

  /**
   * Stops a job with a savepoint.
   *
   * @param directory where the savepoint goes, or null for the one that the cluster is configured
   *     with
   * @return the savepoint
   */
  public String stopWithSavepoint(String job, @Nullable String directory, Duration patience)
      throws InterruptedException {
    ObjectNode wish = JSON.createObjectNode().put("drain", false);
    if (directory != null) {
      wish.put("targetDirectory", directory);
    }
    String request = send("POST", "/jobs/" + job + "/stop", wish).path("request-id").asText();
    Deadline deadline = new Deadline(patience);
    while (true) {
      JsonNode answer = get("/jobs/" + job + "/savepoints/" + request);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode failure = answer.path("operation").path("failure-cause");
        if (!failure.isMissingNode() && !failure.isNull()) {
          throw new CommandFailedException(
              "the job was not stopped: " + causes(failure.path("stack-trace").asText()));
        }
        return answer.path("operation").path("location").asText();
      }
      deadline.pause("the savepoint is not there yet; look at " + url() + "/#/job/running/" + job);
    }
  }

  /**
   * Tells the adaptive scheduler how many subtasks to run; returns when it has understood.
   *
   * @param parallelism subtasks of each part of the job; fewer where a part cannot have so many
   */
  public void require(String job, int parallelism) {
    ObjectNode wish = JSON.createObjectNode();
    for (Vertex vertex : vertices(job)) {
      wish.putObject(vertex.id())
          .putObject("parallelism")
          .put("lowerBound", 1)
          .put("upperBound", vertex.atMost(parallelism));
    }
    send("PUT", "/jobs/" + job + "/resource-requirements", wish);
  }

  /** Whether jobs can be rescaled in place. */
  public boolean isAdaptive() {
    return setting("jobmanager.scheduler", "").equalsIgnoreCase("adaptive");
  }

  /** A setting of the cluster, or else. */
  public String setting(String key, String otherwise) {
    for (JsonNode entry : get("/jobmanager/config")) {
      if (entry.path("key").asText().equals(key)) {
        return entry.path("value").asText();
      }
    }
    return otherwise;
  }

  private JsonNode get(String path) {
    return send("GET", path, null);
  }

  private JsonNode send(String method, String path, @Nullable JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new CommandFailedException(
            "Flink at %s answers %d to %s %s: %s"
                .formatted(address, answer.statusCode(), method, path, errors(answer.body())));
      }
      return answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new CommandFailedException("what answers at " + address + " is not Flink", e);
    } catch (IOException e) {
      throw new ServiceUnreachableException("Flink", address, named(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Flink", e);
    }
  }

  /** Java's client leaves "connection refused" without a message. */
  private static IOException named(IOException e) {
    return e.getMessage() == null ? new IOException("connection refused", e) : e;
  }

  private static String errors(String body) {
    try {
      List<String> lines = new ArrayList<>();
      JSON.readTree(body).path("errors").forEach(error -> lines.add(causes(error.asText())));
      return lines.isEmpty() ? body : String.join("\n  ", lines);
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
