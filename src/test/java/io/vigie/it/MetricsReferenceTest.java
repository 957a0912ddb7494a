package io.vigie.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.KafkaRun;
import io.vigie.fixture.Talk;
import io.vigie.job.JobSettings;
import io.vigie.stream.MetricsReference;
import io.vigie.stream.MetricsReference.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.prometheus.ReadableMetrics;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the job tells of itself on a real broker, by Flink's own Prometheus reporter: held against
 * the reference page, and against every metric that an alert rule or a dashboard reads.
 */
class MetricsReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/metrics.md");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A metric in a rule, a test of a rule or a dashboard. */
  private static final Pattern NAME = Pattern.compile("\\b(?:flink|vigie_notify)_[A-Za-z0-9_]+");

  @TempDir static Path directory;

  private static final InMemoryReporter NOTED = InMemoryReporter.createWithRetainedMetrics();
  private static KafkaRun run;

  /** What Prometheus would read: all names, and all lines. */
  private static final Set<String> SCRAPED = new TreeSet<>();

  private static String lastScrape = "";

  @BeforeAll
  static void runTheJob() throws Exception {
    Configuration flink = new Configuration();
    NOTED.addToConfiguration(flink);
    flink.setString(
        "metrics.reporter.prometheus.factory.class", ReadableMetrics.Factory.class.getName());
    run = KafkaRun.start(1, 1, 1, flink);
    run.topics().send(KafkaRun.MENTIONS, 1, Talk.mentions());
    run.topics().sendBytes(KafkaRun.MENTIONS, 1, List.of("not JSON".getBytes(UTF_8)));
    JobID job = submit();
    await("a checkpoint and an alert", MetricsReferenceTest::isSeenWhole);

    run.cluster().cancelJob(job).get();
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
  }

  private static JobID submit() throws Exception {
    JobSettings settings =
        run.settings(
            "control.keys=k1:" + "s".repeat(32),
            "flink.checkpointDirectory=" + directory.toUri(),
            "flink.checkpointInterval=1s");
    return run.submit(settings, 1, SavepointRestoreSettings.none());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waiting for %s\n%s", what, lastScrape).isLessThan(deadline);
    }
  }

  private static boolean isSeenWhole() throws Exception {
    lastScrape = ReadableMetrics.scrape();
    lastScrape
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .forEach(SCRAPED::add);
    return value("flink_jobmanager_job_numberOfCompletedCheckpoints") > 1
        && value("flink_taskmanager_job_task_operator_vigie_alerts") > 0
        && SCRAPED.contains("flink_taskmanager_job_task_operator_pendingRecords");
  }

  /** Sum over all labels. */
  private static double value(String name) {
    return lastScrape
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void thePageSaysWhatTheCodeDoes() throws Exception {
    String expected = MetricsReference.markdown();
    if (Boolean.getBoolean("vigie.update")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("%s is not up to date; run this test with -Dvigie.update=true", PAGE)
        .isEqualTo(expected);
  }

  @Test
  void theJobRegistersWhatThePageListsAndNothingElse() {
    Set<String> listed =
        MetricsReference.all().stream()
            .map(
                entry ->
                    entry.operator().id()
                        + " "
                        + entry.prometheusName()
                        + " "
                        + entry.labels()
                        + " "
                        + entry.kind())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> registered = new TreeSet<>();
    NOTED
        .getMetricsByGroup()
        .forEach(
            (group, metrics) -> {
              String scope =
                  "flink_" + ((AbstractMetricGroup<?>) group).getLogicalScope(s -> s, '_');
              if (scope.contains("_vigie")) {
                Map<String, String> labels = group.getAllVariables();
                metrics.forEach(
                    (name, metric) ->
                        registered.add(
                            labels.get("<operator_name>")
                                + " "
                                + scope
                                + "_"
                                + name
                                + " "
                                + own(scope)
                                + " "
                                + kind(metric)));
              }
            });
    assertThat(registered).isEqualTo(listed);
  }

  @Test
  void whatIsCountedByNameAddsUp() {
    assertThat(counted("_vigie_signal", "signalsFired"))
        .isPositive()
        .isEqualTo(counted("_vigie", "signalsFired"));
    assertThat(counted("_vigie_level", "alerts"))
        .isPositive()
        .isEqualTo(counted("_vigie", "alerts"));
    assertThat(counted("_vigie_reason", "deadLetters")).isEqualTo(1);
  }

  private static long counted(String scope, String name) {
    long sum = 0;
    for (var group : NOTED.getMetricsByGroup().entrySet()) {
      if (((AbstractMetricGroup<?>) group.getKey()).getLogicalScope(s -> s, '_').endsWith(scope)
          && group.getValue().get(name) instanceof Counter counter) {
        sum += counter.getCount();
      }
    }
    return sum;
  }

  /** The labels between the group vigie and the name. */
  private static List<String> own(String scope) {
    String below = scope.substring(scope.indexOf("_vigie") + "_vigie".length());
    return below.isEmpty() ? List.of() : List.of(below.substring(1).split("_"));
  }

  private static Kind kind(Metric metric) {
    return metric instanceof Counter
        ? Kind.COUNTER
        : metric instanceof Histogram ? Kind.HISTOGRAM : Kind.GAUGE;
  }

  @Test
  void prometheusReadsThemByTheNamesOfThePage() {
    for (MetricsReference.Entry entry : MetricsReference.all()) {
      assertThat(SCRAPED).contains(entry.prometheusName());
    }
    assertThat(lastScrape)
        .containsPattern("vigie_reason_deadLetters\\{[^}]*reason=\"malformed\"[^}]*} 1\\.0")
        .containsPattern("vigie_level_alerts\\{[^}]*level=\"");
    assertThat(value("flink_taskmanager_job_task_operator_vigie_watermarkLagMillis")).isPositive();
    assertThat(value("flink_taskmanager_job_task_operator_vigie_eventTimeLagMillis")).isPositive();
    assertThat(value("flink_taskmanager_job_task_operator_vigie_state_brandStateBytes"))
        .isPositive();
  }

  @Test
  void whatRulesAndDashboardsReadExists() throws Exception {
    Set<String> known = new TreeSet<>(SCRAPED);
    Matcher notifier = Pattern.compile("vigie_notify_[a-z_]+").matcher(MetricsReference.markdown());
    while (notifier.find()) {
      known.add(notifier.group());
    }
    Set<String> read = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("docker"))) {
      for (Path file : files.filter(MetricsReferenceTest::namesMetrics).toList()) {
        Matcher names = NAME.matcher(Files.readString(file));
        while (names.find()) {
          read.add(names.group());
        }
      }
    }
    assertThat(read).hasSizeGreaterThan(20);
    assertThat(known).containsAll(read);
  }

  private static boolean namesMetrics(Path file) {
    return file.toString().matches(".*/(prometheus|grafana)/.*\\.(ya?ml|json)");
  }
}
