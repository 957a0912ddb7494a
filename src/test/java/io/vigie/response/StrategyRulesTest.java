package io.vigie.response;

import static io.vigie.response.CrisisType.ACCIDENTAL;
import static io.vigie.response.CrisisType.PREVENTABLE;
import static io.vigie.response.CrisisType.VICTIM;
import static io.vigie.response.Strategy.BOLSTER;
import static io.vigie.response.Strategy.DENY;
import static io.vigie.response.Strategy.DIMINISH;
import static io.vigie.response.Strategy.INFORM;
import static io.vigie.response.Strategy.INSTRUCT;
import static io.vigie.response.Strategy.REBUILD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StrategyRulesTest {

  private static List<String> outage(@Nullable CrisisType type, Strategy... strategy) {
    return StrategyRules.problems("service-outage", type, List.of(strategy));
  }

  @Test
  void whatTheTheoryAdvisesIsNoProblem() {
    assertThat(outage(VICTIM, INFORM, INSTRUCT)).isEmpty();
    assertThat(outage(VICTIM, INFORM, INSTRUCT, DIMINISH)).isEmpty();
    assertThat(outage(ACCIDENTAL, INSTRUCT, INFORM, DIMINISH, BOLSTER)).isEmpty();
    assertThat(outage(ACCIDENTAL, INSTRUCT, INFORM, REBUILD)).isEmpty();
    assertThat(outage(PREVENTABLE, INSTRUCT, INFORM, REBUILD)).isEmpty();
    assertThat(outage(null, INFORM, INSTRUCT)).isEmpty();
    assertThat(
            StrategyRules.problems(
                StrategyRules.FALSE_RUMOUR, VICTIM, List.of(INFORM, INSTRUCT, DENY)))
        .isEmpty();
  }

  @Test
  void whatItWarnsOfIsAProblem() {
    assertThat(outage(VICTIM, INFORM)).singleElement().asString().contains("inform and instruct");
    assertThat(outage(VICTIM, INFORM, INSTRUCT, DENY))
        .singleElement()
        .asString()
        .contains("only for the scenario false-rumour");
    assertThat(outage(VICTIM, INFORM, INSTRUCT, REBUILD)).hasSize(1);
    assertThat(outage(ACCIDENTAL, INFORM, INSTRUCT)).hasSize(1);
    assertThat(outage(PREVENTABLE, INFORM, INSTRUCT, DIMINISH)).hasSize(1);
    assertThat(outage(PREVENTABLE, INFORM, INSTRUCT, DIMINISH, REBUILD)).hasSize(1);
    assertThat(outage(null, INFORM, INSTRUCT, REBUILD)).hasSize(1);
    assertThat(outage(VICTIM, BOLSTER, INFORM, INSTRUCT))
        .singleElement()
        .asString()
        .contains("bolster last");
  }

  @Property
  void noDenialStandsBesideAnApologyOrAnExcuse(
      @ForAll CrisisType type, @ForAll @UniqueElements List<Strategy> strategy) {
    Assume.that(strategy.contains(DENY));
    Assume.that(strategy.contains(DIMINISH) || strategy.contains(REBUILD));
    assertThat(StrategyRules.problems(StrategyRules.FALSE_RUMOUR, type, strategy))
        .anyMatch(problem -> problem.contains("contradicts itself"));
  }

  @Test
  void aBadReputationMovesOneStepUp() {
    assertThat(VICTIM.oneStepUp()).isEqualTo(ACCIDENTAL);
    assertThat(ACCIDENTAL.oneStepUp()).isEqualTo(PREVENTABLE);
    assertThat(PREVENTABLE.oneStepUp()).isEqualTo(PREVENTABLE);
  }
}
