package io.vigie.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house hold, and each of them can fail. */
class ArchitectureTest {

  private static final String ROOT = "io.vigie";
  private static final String PLANTED = "io.vigie.architecture.planted";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);
  private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

  static Stream<String> rules() {
    return Rules.of(ROOT).keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holdsInTheHouse(String rule) {
    EvaluationResult result = rule(ROOT, rule).evaluate(HOUSE);
    assertThat(result.getFailureReport().getDetails()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isBrokenByThePlantedViolation(String rule) {
    assertThat(rule(PLANTED, rule).evaluate(VIOLATIONS).hasViolation()).isTrue();
  }

  @Test
  void everyRoomHasAPackagePage() {
    Set<String> rooms =
        Set.of(
            "yaml",
            "mention",
            "scoring",
            "kpi",
            "signal",
            "pattern",
            "incident",
            "response",
            "stream",
            "connector",
            "job",
            "cli");
    for (String room : rooms) {
      assertThat(HOUSE.containPackage(ROOT + "." + room)).as(room).isTrue();
      assertThat(HOUSE.getPackage(ROOT + "." + room).tryGetPackageInfo()).as(room).isPresent();
    }
  }

  private static com.tngtech.archunit.lang.ArchRule rule(String root, String name) {
    return java.util.Objects.requireNonNull(Rules.of(root).get(name));
  }
}
