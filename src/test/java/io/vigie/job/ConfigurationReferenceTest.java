package io.vigie.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vigie.yaml.Problems;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

  private static final Path PAGE = Path.of("docs/reference/configuration.md");

  @Test
  void thePageSaysWhatTheCodeDoes() throws Exception {
    String expected = ConfigurationReference.markdown(Options.all());
    if (Boolean.getBoolean("vigie.update")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("%s is not up to date; run this test with -Dvigie.update=true", PAGE)
        .isEqualTo(expected);
  }

  @Test
  void everyOptionIsListedOnce() throws Exception {
    List<Object> declared = new ArrayList<>();
    for (var field : Options.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == Option.class) {
        declared.add(field.get(null));
      }
    }
    assertThat(Options.all()).doesNotHaveDuplicates().hasSameElementsAs(cast(declared));
    assertThat(Options.all()).extracting(Option::key).doesNotHaveDuplicates();
  }

  @Test
  void everyOptionIsUsed() {
    JavaClass options =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.vigie")
            .get(Options.class);
    Set<String> unused =
        Arrays.stream(Options.class.getDeclaredFields())
            .filter(field -> field.getType() == Option.class)
            .map(field -> options.getField(field.getName()))
            .filter(
                field ->
                    field.getAccessesToSelf().stream()
                        .allMatch(access -> access.getOriginOwner().equals(options)))
            .map(field -> field.getName())
            .collect(Collectors.toSet());
    assertThat(unused).as("settings that nobody reads").isEmpty();
  }

  @Test
  void everyDefaultCanBeReadAndEveryVariableIsItsOwn() {
    for (Option<?> option : Options.all()) {
      String text = option.defaultText();
      if (text != null) {
        assertThat(option.read().apply(text)).as(option.key()).isNotNull();
      }
    }
    assertThat(Options.all()).extracting(Option::environmentVariable).doesNotHaveDuplicates();
  }

  @Test
  void theShippedJobSaysNothingUnknown() {
    Problems problems = new Problems();
    Settings settings = new Settings(Options.all(), Options.openPrefixes(), problems);
    settings.withYaml(Path.of("jobs/crisis-detection/job.yaml")).withEnvironment(Map.of());
    Options.all().forEach(settings::find);
    problems.throwIfAny();
  }

  @Test
  void aSectionWithoutTitleIsNoticed() {
    assertThatThrownBy(
            () -> ConfigurationReference.markdown(List.of(Option.text("new.thing", null, "New."))))
        .hasMessageContaining("'new'");
  }

  private static List<Option<?>> cast(List<Object> declared) {
    return declared.stream().<Option<?>>map(o -> (Option<?>) o).toList();
  }
}
