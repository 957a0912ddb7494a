package io.vigie.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.cli.drill.DrillWatch.Step;
import io.vigie.incident.Alert;
import io.vigie.incident.Evidence;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Milestones;
import io.vigie.incident.Milestones.TaskDone;
import io.vigie.incident.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrillWatchTest {

  private static final Instant START = Instant.parse("2026-03-05T12:00:00Z");
  private static final Instant TOLD = START.plusSeconds(300);
  private static final Instant TAKEN = START.plusSeconds(420);
  private static final Evidence NOTHING = new Evidence(List.of(), List.of(), List.of(), Map.of());

  private final DrillWatch watch =
      new DrillWatch("Telmora", START, START.plus(Duration.ofHours(1)));

  @Test
  void eachStepIsToldOnceWhateverTheOrder() {
    assertThat(watch.hear(alert("inc-1", 1, TOLD, true)))
        .extracting(Step::what)
        .containsExactly("alert");
    assertThat(watch.hear(alert("inc-1", 1, TOLD, true))).isEmpty();
    assertThat(watch.hear(incident("inc-1", 1, Status.OPEN, milestones(null, List.of()))))
        .extracting(Step::what)
        .containsExactly("detected");
    TaskDone task = new TaskDone("call legal", "maria", TAKEN);
    assertThat(
            watch.hear(
                incident("inc-1", 3, Status.ACKNOWLEDGED, milestones("maria", List.of(task)))))
        .containsExactly(
            new Step(TAKEN, "acknowledged", "by maria"),
            new Step(TAKEN, "task done", "call legal – maria"));
    assertThat(watch.hear(incident("inc-1", 2, Status.OPEN, milestones(null, List.of()))))
        .as("an older revision")
        .isEmpty();
    assertThat(watch.isOver()).isFalse();
    assertThat(
            watch.hear(incident("inc-1", 4, Status.RESOLVED, milestones("maria", List.of(task)))))
        .extracting(Step::what)
        .containsExactly("resolved");
    assertThat(watch.isOver()).isTrue();
    assertThat(watch.highest()).isEqualTo(Level.INCIDENT);
  }

  @Test
  void aDrillMayEndMergedIntoThatOfAnotherBrand() {
    Milestones merged =
        new Milestones(
            START,
            TOLD,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            new Milestones.Merge("inc-mother", "maria", TAKEN));
    watch.hear(incident("inc-1", 1, Status.OPEN, milestones(null, List.of())));
    assertThat(watch.hear(incident("inc-1", 2, Status.MERGED, merged)))
        .containsExactly(new Step(TOLD, "merged", "into inc-mother, by maria"));
    assertThat(watch.hear(incident("inc-1", 3, Status.MERGED, merged))).isEmpty();
    assertThat(watch.isOver()).isTrue();
  }

  @Test
  void aRealAlertOfTheBrandIsToldAsReal() {
    List<Step> steps = watch.hear(alert("inc-2", 1, TOLD, false));
    assertThat(steps).extracting(Step::what).containsExactly("REAL");
    assertThat(steps.get(0).detail()).startsWith("this is no drill: INCIDENT");
    assertThat(watch.alert()).isNull();
  }

  @Test
  void anEarlierDrillAndARealIncidentAreNotTheDrill() {
    watch.hear(alert("inc-0", 9, START.minusSeconds(60), true));
    Milestones earlier =
        new Milestones(
            START.minusSeconds(900),
            START.minusSeconds(600),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null);
    watch.hear(incident("inc-0", 9, Status.OPEN, earlier));
    assertThat(watch.alert()).isNull();
    assertThat(watch.last()).isNull();
  }

  private static Milestones milestones(@Nullable String by, List<TaskDone> tasks) {
    return new Milestones(
        START,
        TOLD,
        null,
        by == null ? null : TAKEN,
        by,
        null,
        null,
        null,
        null,
        null,
        tasks,
        null);
  }

  private static Incident incident(String id, int revision, Status status, Milestones milestones) {
    return new Incident(
        id,
        "Telmora",
        revision,
        status,
        60,
        Level.INCIDENT,
        60,
        List.of("pile-on"),
        START,
        TOLD,
        START,
        TOLD,
        null,
        10,
        8,
        "Exercise: Telmora",
        NOTHING,
        true,
        null,
        milestones);
  }

  private static Alert alert(String id, int revision, Instant at, boolean exercise) {
    return new Alert(
        "alt-" + id + revision,
        id,
        revision,
        Status.OPEN,
        "Telmora",
        60,
        Level.INCIDENT,
        List.of("pile-on"),
        START,
        at,
        at,
        START,
        "Telmora",
        NOTHING,
        exercise);
  }
}
