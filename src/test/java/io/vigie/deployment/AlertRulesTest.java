package io.vigie.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.connector.PostgresSchema;
import io.vigie.connector.local.LocalPostgres;
import io.vigie.fixture.DebianPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules and dashboards for those who run Vigie, by Prometheus' own tool. */
class AlertRulesTest {

  private static final Path RULES = Path.of("docker/prometheus/rules/vigie.yaml");
  private static final Path TESTS = Path.of("docker/prometheus/tests/vigie.yaml");

  /** Apart, with few evaluations: a week of minutes would take a minute. */
  private static final Path TESTS_OF_WEEKS = Path.of("docker/prometheus/tests/weeks.yaml");

  private static final Path DASHBOARDS = Path.of("docker/grafana/dashboards");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void rulesFireWhenTheyShouldAndOnlyThen() throws Exception {
    assertThat(promtool("test", "rules", TESTS.toString(), TESTS_OF_WEEKS.toString())).isZero();
  }

  @Test
  void aRuleThatDoesNotFireFailsTheTests() throws Exception {
    Path rules = directory.resolve("rules/vigie.yaml");
    Files.createDirectories(Objects.requireNonNull(rules.getParent()));
    Files.createDirectories(directory.resolve("tests"));
    Files.writeString(rules, Files.readString(RULES).replace("[15m])) > 2", "[15m])) > 200"));
    Path tests = Files.copy(TESTS, directory.resolve("tests/vigie.yaml"));
    assertThat(promtool("test", "rules", tests.toString())).isNotZero();
  }

  @Test
  void everyRuleHasATestInWhichItFiresAndASectionOfTheRunbook() throws Exception {
    Map<String, Map<String, Object>> rules = rules();
    assertThat(rules).hasSizeGreaterThan(15);
    List<String> fired =
        Pattern.compile("name: '?(\\w+) fires: ")
            .matcher(Files.readString(TESTS) + Files.readString(TESTS_OF_WEEKS))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(fired).containsExactlyInAnyOrderElementsOf(rules.keySet());
    Set<String> sections =
        Files.readAllLines(Path.of("docs/runbooks/operations.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(sections).isEqualTo(new TreeSet<>(rules.keySet()));
    rules.forEach(
        (name, rule) ->
            assertThat(String.valueOf(rule.get("annotations")))
                .contains("docs/runbooks/operations.md#" + name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void prometheusReadsItsConfiguration() throws Exception {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        Files.readString(Path.of("docker/prometheus/prometheus.yml"))
            .replace(
                "/etc/prometheus/rules",
                Path.of("docker/prometheus/rules").toAbsolutePath().toString()));
    assertThat(promtool("check", "config", config.toString())).isZero();
  }

  /** Each query of a panel stands in a rule of its own: so Prometheus' tool parses it. */
  @Test
  void everyQueryOfADashboardIsPromQl() throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
    int count = 0;
    for (JsonNode target : targets("prometheus")) {
      rules
          .append("      - record: panel_")
          .append(count++)
          .append("\n        expr: ")
          .append(JSON.writeValueAsString(target.get("expr").textValue()))
          .append('\n');
    }
    assertThat(count).isGreaterThan(20);
    Path file = Files.writeString(directory.resolve("panels.yaml"), rules.toString());
    assertThat(promtool("check", "rules", file.toString())).isZero();
  }

  @Test
  void everyQueryOfADashboardIsSqlThatTheTablesAnswer() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start()) {
      PostgresSchema.ensure(postgres.settings());
      int count = 0;
      try (Connection connection = postgres.settings().connect();
          Statement statement = connection.createStatement()) {
        for (JsonNode target : targets("postgres")) {
          statement.executeQuery(
              target
                  .get("rawSql")
                  .textValue()
                  .replace("$brand", "Telmora")
                  .replaceAll("\\$__timeFilter\\((\\w+)\\)", "$1 > now() - interval '1 day'"));
          count++;
        }
      }
      assertThat(count).isGreaterThan(5);
    }
  }

  @Test
  void everyDashboardUsesADataSourceThatIsProvisioned() throws Exception {
    String sources =
        Files.readString(Path.of("docker/grafana/provisioning/datasources/vigie.yaml"));
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode uid : dashboard.findValues("datasource")) {
        assertThat(sources).contains("uid: " + uid.get("uid").textValue() + "\n");
      }
    }
  }

  private static List<JsonNode> dashboards() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        all.add(JSON.readTree(file.toFile()));
      }
    }
    assertThat(all).hasSize(2);
    return all;
  }

  private static List<JsonNode> targets(String type) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : dashboard.get("panels")) {
        for (JsonNode target : panel.get("targets")) {
          if (target.at("/datasource/type").textValue().equals(type)) {
            all.add(target);
          }
        }
      }
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> rules() throws IOException {
    Map<String, Object> file =
        (Map<String, Object>)
            Objects.requireNonNull(
                new Load(LoadSettings.builder().build()).loadFromString(Files.readString(RULES)));
    Map<String, Map<String, Object>> byName = new TreeMap<>();
    for (Object group : (List<Object>) Objects.requireNonNull(file.get("groups"))) {
      Object rules = Objects.requireNonNull(((Map<String, Object>) group).get("rules"));
      for (Map<String, Object> rule : (List<Map<String, Object>>) rules) {
        assertThat(byName.put(String.valueOf(rule.get("alert")), rule)).isNull();
      }
    }
    return byName;
  }

  private int promtool(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(DebianPackage.program("prometheus", "usr/bin/promtool").toString());
    command.addAll(List.of(words));
    Path said = directory.resolve("promtool.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    if (process.exitValue() != 0) {
      System.out.println(Files.readString(said, StandardCharsets.UTF_8));
    }
    return process.exitValue();
  }
}
