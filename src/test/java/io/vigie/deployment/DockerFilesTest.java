package io.vigie.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.vigie.connector.ResultStream;
import io.vigie.fixture.DebianPackage;
import io.vigie.job.JobArguments;
import io.vigie.job.Option;
import io.vigie.job.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** No container engine runs in the tests: here stands what can be checked without one. */
class DockerFilesTest {

  private static final Path DOCKER = Path.of("docker");

  @Test
  void everythingThatIsCopiedExistsOrIsBuilt() throws Exception {
    Set<String> built = Set.of("target/lib/", "target/vigie-job.jar");
    List<String> copied = all(Files.readString(DOCKER.resolve("Dockerfile")), "COPY \\S+ (\\S+) ");
    assertThat(copied).hasSizeGreaterThan(4).containsAll(built);
    for (String source : copied) {
      assertThat(built.contains(source) || Files.exists(Path.of(source))).as(source).isTrue();
    }
  }

  @Test
  void theImageIsOfTheFlinkThatWeBuildOn() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String flink = all(pom, "<flink.version>([^<]+)<").get(0);
    String kafka = all(pom, "<kafka.version>([^<]+)<").get(0);
    assertThat(Files.readString(DOCKER.resolve("Dockerfile")))
        .contains("FROM flink:" + flink + "-");
    assertThat(Files.readString(DOCKER.resolve("compose.yaml")))
        .contains("image: apache/kafka:" + kafka + "\n");
  }

  @Test
  void everySettingInTheComposeFileIsOne() throws Exception {
    Set<String> known =
        Options.all().stream().map(Option::environmentVariable).collect(Collectors.toSet());
    Set<String> named =
        new TreeSet<>(
            all(Files.readString(DOCKER.resolve("compose.yaml")), "(?m)^ +(VIGIE_[A-Z_]+):"));
    // Grafana reads the password too, by the name that the compose file gives it
    named.remove("VIGIE_DB_PASSWORD");
    assertThat(named).hasSize(5).isSubsetOf(known);
  }

  @Test
  void theJobStartsByAClassAndArgumentsThatExist() throws Exception {
    String compose = Files.readString(DOCKER.resolve("compose.yaml"));
    String type = all(compose, "--job-classname (\\S+)").get(0);
    assertThatCode(() -> Class.forName(type).getMethod("main", String[].class))
        .doesNotThrowAnyException();
    String job = all(compose, "--job (\\S+)").get(0);
    String models = all(compose, "--models (\\S+)").get(0);
    assertThatCode(() -> JobArguments.parse(new String[] {"--job", job, "--models", models}))
        .doesNotThrowAnyException();
    assertThat(Path.of(job.replace("/opt/vigie/", ""), "job.yaml")).exists();
    assertThat(Path.of(models.replace("/opt/vigie/", ""))).isDirectory();
  }

  @Test
  @SuppressWarnings("unchecked")
  void theComposeFileIsWellFormedAndItsServicesWaitForEachOther() throws Exception {
    Object compose =
        new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
            .loadFromString(
                Files.readString(DOCKER.resolve("compose.yaml"))
                    .replaceAll("(?m)^( +)<<: .*$", ""));
    Map<String, Map<String, Object>> services =
        (Map<String, Map<String, Object>>)
            Objects.requireNonNull(((Map<String, Object>) compose).get("services"));
    assertThat(services).containsKeys("kafka", "postgres", "jobmanager", "taskmanager");
    services.forEach(
        (name, service) -> {
          Map<String, Object> waits =
              (Map<String, Object>) service.getOrDefault("depends_on", Map.of());
          waits.forEach(
              (other, how) -> {
                assertThat(services).as(name).containsKey(other);
                if (String.valueOf(how).contains("service_healthy")) {
                  assertThat(Objects.requireNonNull(services.get(other)))
                      .as(other + " has a health check")
                      .containsKey("healthcheck");
                }
              });
        });
  }

  @Test
  void theComposeFileIsWhatTheComposeSpecificationSays() throws Exception {
    Path specification =
        DebianPackage.file(
            "docker-compose", "usr/lib/python3/dist-packages/compose/config/compose_spec.json");
    ObjectMapper json = new ObjectMapper();
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(
                Files.readString(specification)
                    .replace("draft/2019-09/schema#", "draft-07/schema#")
                    // of the drafts before: names, and nothing that is checked
                    .replaceAll("\"id\": \"[^\"]*\",", "")
                    // Compose means 10s, JSON schema PT10S
                    .replaceAll(", *\"format\": \"duration\"", ""));
    JsonNode compose = json.valueToTree(compose());
    // newer than the specification in the package
    ((ObjectNode) compose).remove("name");
    assertThat(schema.validate(compose)).isEmpty();
    ((ObjectNode) compose.at("/services/kafka")).put("imagee", "misspelt");
    assertThat(schema.validate(compose)).isNotEmpty();
  }

  /** The file without its merges, which the reader does not know. */
  private static Map<String, Object> compose() throws Exception {
    return yaml(
        Files.readString(DOCKER.resolve("compose.yaml")).replaceAll("(?m)^( +)<<: .*$", ""));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(String text) {
    return (Map<String, Object>)
        Objects.requireNonNull(
            new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
                .loadFromString(text));
  }

  @Test
  void everyTopicIsMadeAsTheReferenceSays() throws Exception {
    Map<String, String> made = new TreeMap<>();
    Pattern.compile("(?m)^ +topic (vigie\\.\\S+) \\d+ (.*)$")
        .matcher(Files.readString(DOCKER.resolve("compose.yaml")))
        .results()
        .forEach(match -> made.put(match.group(1), match.group(2)));
    Map<String, String> expected = new TreeMap<>();
    String reference = Files.readString(Path.of("docs/reference/topics.md"));
    for (ResultStream stream : ResultStream.values()) {
      List<String> days =
          all(reference, "`" + Pattern.quote(stream.topic()) + "` .*\\| (\\d+) days \\|");
      expected.put(
          stream.topic(),
          stream.compacted()
              ? "cleanup.policy=compact"
              : "retention.ms=$$((" + days.get(0) + " * day))");
    }
    expected.put("vigie.mentions.v1", "retention.ms=$$((7 * day))");
    expected.put(
        "vigie.control.v1", "retention.ms=$$((60 * day)) message.timestamp.type=LogAppendTime");
    expected.put("vigie.undelivered.v1", "retention.ms=$$((90 * day))");
    assertThat(made).isEqualTo(expected);
  }

  @Test
  void everythingThatIsMountedExistsAndPrometheusAsksPortsThatAnswer() throws Exception {
    String compose = Files.readString(DOCKER.resolve("compose.yaml"));
    List<String> mounted = all(compose, "(?m)^ +- (\\.[^:]+):/");
    assertThat(mounted).hasSize(6);
    for (String path : mounted) {
      assertThat(DOCKER.resolve(path)).exists();
    }
    String prometheus = Files.readString(DOCKER.resolve("prometheus/prometheus.yml"));
    var flink = GlobalConfiguration.loadConfiguration(DOCKER.resolve("flink").toString());
    assertThat(flink.toMap().get("metrics.reporter.prometheus.port")).startsWith("9249");
    assertThat(prometheus)
        .contains("jobmanager:9249", "taskmanager:9249", "host.docker.internal:9250");
    assertThat(compose).contains("--metrics-port 9250", "9093:9093");
    assertThatCode(
            () -> Class.forName(flink.toMap().get("metrics.reporter.prometheus.factory.class")))
        .doesNotThrowAnyException();
  }

  @Test
  @SuppressWarnings("unchecked")
  void theDeploymentOnKubernetesNamesWhatExists() throws Exception {
    String text = Files.readString(Path.of("jobs/crisis-detection/flinkdeployment.yaml"));
    Map<String, Object> spec = (Map<String, Object>) Objects.requireNonNull(yaml(text).get("spec"));
    Map<String, Object> job = (Map<String, Object>) Objects.requireNonNull(spec.get("job"));
    assertThatCode(
            () ->
                Class.forName(String.valueOf(job.get("entryClass")))
                    .getMethod("main", String[].class))
        .doesNotThrowAnyException();
    List<String> args = (List<String>) Objects.requireNonNull(job.get("args"));
    assertThatCode(() -> JobArguments.parse(args.toArray(String[]::new)))
        .doesNotThrowAnyException();
    String image = Files.readString(DOCKER.resolve("Dockerfile"));
    assertThat(image)
        .contains(String.valueOf(job.get("jarURI")).replace("local://", "") + "\n")
        .contains("/opt/vigie/models/", "/opt/vigie/jobs/");

    String pom = Files.readString(Path.of("pom.xml"));
    String flink = all(pom, "<flink.version>([^<]+)<").get(0);
    assertThat(spec.get("flinkVersion"))
        .isEqualTo("v" + flink.substring(0, flink.lastIndexOf('.')).replace('.', '_'));
    assertThat(text).contains("flink-s3-fs-presto-" + flink + ".jar");
    assertThat(String.valueOf(spec.get("image")))
        .endsWith(":" + all(pom, "<version>([^<]+)</version>").get(0));

    Set<String> settings =
        Options.all().stream()
            .map(Option::environmentVariable)
            .flatMap(name -> Stream.of(name, name + "_FILE"))
            .collect(Collectors.toSet());
    assertThat(all(text, "name: (VIGIE_[A-Z_]+),")).hasSize(5).isSubsetOf(settings);
    Map<String, Object> flinkConfiguration =
        (Map<String, Object>) Objects.requireNonNull(spec.get("flinkConfiguration"));
    assertThat(
            flinkConfiguration.keySet().stream().filter(key -> !key.startsWith("metrics.reporter")))
        .hasSizeGreaterThan(8)
        .isSubsetOf(flinkKeys());
  }

  /** The keys of Flink's own options. */
  private static Set<String> flinkKeys() throws Exception {
    Set<String> keys = new TreeSet<>();
    for (Class<?> options :
        List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class)) {
      for (var field : options.getFields()) {
        if (field.getType() == ConfigOption.class) {
          keys.add(((ConfigOption<?>) Objects.requireNonNull(field.get(null))).key());
        }
      }
    }
    return keys;
  }

  @Test
  void flinkReadsItsConfiguration() {
    var flink = GlobalConfiguration.loadConfiguration(DOCKER.resolve("flink").toString());
    assertThat(flink.get(RestOptions.PORT)).isEqualTo(8081);
    assertThat(flink.get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(2);
    assertThat(flink.toMap().get("classloader.parent-first-patterns.additional"))
        .contains("org.nd4j", "org.deeplearning4j", "org.bytedeco");
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }
}
