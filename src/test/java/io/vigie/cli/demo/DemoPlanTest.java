package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.cli.demo.Scenario.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPlanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-03T02:00:00Z",
        "2026-03-03T11:59:59Z",
        "2026-03-03T12:00:00Z",
        "2026-03-29T12:30:00Z", // summer time began that night
        "2026-01-01T00:30:00Z"
      })
  void historyLastsThreeWeeksAndFastMotionBeginsInTheMorningHoursAgo(String time) {
    Instant now = Instant.parse(time);
    DemoPlan plan = DemoPlan.at(now);

    assertThat(Duration.between(plan.historyFrom(), plan.liveFrom()))
        .isEqualTo(Duration.ofDays(21));
    assertThat(Duration.between(plan.liveFrom(), now))
        .isBetween(Duration.ofHours(3), Duration.ofHours(28));
    assertThat(BrandTable.clock(plan.liveFrom())).isEqualTo("10:00");
  }

  @Test
  void crisisAndLaunchBeginSecondsAfterFastMotionAndOfDifferentBrands() {
    DemoPlan plan = DemoPlan.at(Instant.parse("2026-03-03T12:00:00Z"));
    Scenario crisis = only(plan, Kind.CRISIS);
    Scenario launch = only(plan, Kind.LAUNCH);

    assertThat(crisis.brand()).isNotEqualTo(launch.brand());
    for (Scenario scenario : new Scenario[] {crisis, launch}) {
      assertThat(scenario.start()).isAfter(plan.liveFrom());
      assertThat(
              Duration.between(plan.liveFrom(), scenario.start())
                  .dividedBy(Math.round(plan.speed())))
          .isLessThan(Duration.ofSeconds(5));
    }
    assertThat(plan.scenarios().stream().filter(s -> s.kind() == Kind.BUMP))
        .isNotEmpty()
        .allSatisfy(
            bump -> assertThat(bump.start()).isBetween(plan.historyFrom(), plan.liveFrom()));
  }

  @Test
  void fastMotionNeverOvertakesTheClock() {
    Instant now = Instant.parse("2026-03-03T12:00:00Z");
    DemoPlan plan = DemoPlan.at(now);

    assertThat(plan.reached(Duration.ZERO, now)).isEqualTo(plan.liveFrom());
    assertThat(plan.reached(Duration.ofSeconds(30), now.plusSeconds(30)))
        .isEqualTo(plan.liveFrom().plus(Duration.ofMinutes(30)));
    assertThat(plan.reached(Duration.ofHours(2), now.plus(Duration.ofHours(2))))
        .isEqualTo(now.plus(Duration.ofHours(2)));
  }

  private static Scenario only(DemoPlan plan, Kind kind) {
    return plan.scenarios().stream().filter(s -> s.kind() == kind).findFirst().orElseThrow();
  }
}
