package io.vigie.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vigie.job.JobArguments;
import io.vigie.job.Option;
import io.vigie.job.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
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
          waits
              .keySet()
              .forEach(
                  other -> {
                    assertThat(services).as(name).containsKey(other);
                    assertThat(Objects.requireNonNull(services.get(other)))
                        .as(other + " has a health check")
                        .containsKey("healthcheck");
                  });
        });
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
