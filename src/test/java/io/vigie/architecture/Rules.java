package io.vigie.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of the house, for any root package, so that each can be tried on classes that break it.
 */
final class Rules {

  /** Rooms from the bottom to the top; each may use those below it. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("yaml"),
          List.of("mention"),
          List.of("scoring"),
          List.of("kpi"),
          List.of("signal"),
          List.of("pattern"),
          List.of("incident"),
          List.of("response"),
          List.of("stream", "connector"),
          List.of("job"),
          List.of("cli"));

  private static final List<String> PURE_ROOMS =
      List.of("yaml", "mention", "scoring", "kpi", "signal", "pattern", "incident", "response");

  private Rules() {}

  static Map<String, ArchRule> of(String root) {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String room : FLOORS.get(floor)) {
        List<String> forbidden = new ArrayList<>();
        FLOORS
            .subList(floor + 1, FLOORS.size())
            .forEach(upper -> upper.forEach(name -> forbidden.add(root + "." + name + "..")));
        FLOORS.get(floor).stream()
            .filter(name -> !name.equals(room))
            .forEach(name -> forbidden.add(root + "." + name + ".."));
        if (!forbidden.isEmpty()) {
          rules.put(
              "only-downwards-from-" + room,
              noClasses()
                  .that()
                  .resideInAPackage(root + "." + room + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(forbidden.toArray(String[]::new))
                  .allowEmptyShould(true));
        }
      }
    }
    rules.put(
        "pure-rooms-know-no-engine",
        noClasses()
            .that()
            .resideInAnyPackage(
                PURE_ROOMS.stream().map(r -> root + "." + r + "..").toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "java.sql.."));
    rules.put(
        "only-scoring-knows-dl4j",
        noClasses()
            .that()
            .resideInAPackage(root + "..")
            .and()
            .resideOutsideOfPackage(root + ".scoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco.."));
    rules.put(
        "no-vague-names",
        noClasses()
            .that()
            .resideInAPackage(root + "..")
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Processor)$"));
    rules.put(
        "only-cli-prints-or-exits",
        noClasses()
            .that()
            .resideInAPackage(root + "..")
            .and()
            .resideOutsideOfPackage(root + ".cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
    rules.put(
        "decisions-know-no-clock-and-no-chance",
        noClasses()
            .that()
            .resideInAnyPackage(
                root + ".kpi..",
                root + ".signal..",
                root + ".pattern..",
                root + ".incident..",
                root + ".response..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID"));
    rules.put(
        "functions-are-named-so",
        classes()
            .that()
            .resideInAPackage(root + ".stream..")
            .and()
            .areAssignableTo("org.apache.flink.api.common.functions.RichFunction")
            .should()
            .haveSimpleNameEndingWith("Function")
            .allowEmptyShould(true));
    rules.put(
        "jobs-have-main",
        classes()
            .that()
            .resideInAPackage(root + "..")
            .and()
            .haveSimpleNameEndingWith("Job")
            .should(haveMain())
            .allowEmptyShould(true));
    rules.put(
        "public-methods-take-no-optional",
        noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(root + "..")
            .should()
            .haveRawParameterTypes(java.util.Optional.class)
            .allowEmptyShould(true));
    return rules;
  }

  private static ArchCondition<JavaClass> haveMain() {
    return new ArchCondition<>("have a main method") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean main =
            type.getMethods().stream()
                .anyMatch(
                    method ->
                        method.getName().equals("main")
                            && method.getModifiers().contains(JavaModifier.STATIC));
        events.add(new SimpleConditionEvent(type, main, type.getName() + " has main: " + main));
      }
    };
  }
}
