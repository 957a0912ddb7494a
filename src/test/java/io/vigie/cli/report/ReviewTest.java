package io.vigie.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vigie.cli.report.Review.Deed;
import io.vigie.cli.report.Review.Effect;
import io.vigie.cli.report.Review.Peak;
import io.vigie.cli.report.Review.TaskState;
import io.vigie.cli.report.Review.WaveSpan;
import io.vigie.incident.Level;
import io.vigie.response.TaskNames;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReviewTest {

  private final Review review = new Review(Recorded.incident());

  @Test
  void spansAddUpToWhatWasRecorded() {
    assertThat(review.before().mentions()).isEqualTo(40 * 20);
    assertThat(review.before().hours()).isEqualTo(10);
    assertThat(review.before().perHour()).isEqualTo(80.0);
    assertThat(review.during().mentions()).isEqualTo(4 * 200 + 8 * 100 + 12 * 20);
    assertThat(review.after().hours()).isEqualTo(10);
    assertThat(review.highestLevel()).isEqualTo(Level.CRISIS);
    assertThat(review.waveSpans()).containsExactly(new WaveSpan(Recorded.ONSET, Recorded.END));
  }

  @Test
  void peakIsTheBusiestHourAgainstWhatWasExpected() {
    Peak peak = Objects.requireNonNull(review.peak());
    assertThat(peak.at()).isEqualTo(Recorded.ANSWERED);
    assertThat(peak.volume()).isEqualTo(800);
    assertThat(peak.ratio()).isEqualTo(10.0);
    // hours of 800, 400, 400 against 80
    assertThat(peak.excess()).isEqualTo(720 + 320 + 320);
    assertThat(peak.halvedAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void residualComparesNetSentimentAfterAndBefore() {
    assertThat(review.residual()).isCloseTo(0, within(1e-9));
  }

  @Test
  void tooFewScoredMentionsGiveNoResidual() {
    IncidentRecords all = Recorded.incident();
    IncidentRecords short_ =
        new IncidentRecords(
            all.revisions(),
            all.alerts(),
            all.kpis().stream().filter(kpi -> kpi.start().isBefore(Recorded.END)).toList(),
            all.steps());
    assertThat(new Review(short_).residual()).isNull();
  }

  @Test
  void actionsAreToldOnceAndMeasuredOnBothSides() {
    assertThat(review.actions())
        .extracting(Review.Action::deed)
        .containsExactly(Deed.ACKNOWLEDGED, Deed.RESPONDED, Deed.TASK, Deed.RESOLVED);
    List<Effect> effects = review.effects();
    assertThat(effects).hasSize(3);
    Effect answer = effects.get(1);
    assertThat(answer.at()).isEqualTo(Recorded.ANSWERED);
    assertThat(answer.actions()).hasSize(2);
    assertThat(answer.earlier().mentions()).isEqualTo(80);
    assertThat(answer.before().mentions()).isEqualTo(800);
    assertThat(answer.after().mentions()).isEqualTo(400);
    assertThat(answer.alreadyFalling()).isFalse();
    assertThat(answer.crowded()).isTrue(); // acknowledged 40 minutes before
    assertThat(answer.known()).isTrue();
    assertThat(effects.get(2).crowded()).isFalse();
  }

  @Test
  void whatEndsBeforeTheHourAfterIsNotKnown() {
    IncidentRecords all = Recorded.incident();
    IncidentRecords cut =
        new IncidentRecords(
            all.revisions(),
            all.alerts(),
            all.kpis().stream().filter(kpi -> kpi.start().isBefore(Recorded.ANSWERED)).toList(),
            all.steps());
    assertThat(new Review(cut).effects().get(1).known()).isFalse();
  }

  @Test
  void tasksAreDoneWhenToldByAPartOfTheirName() {
    assertThat(review.tasks())
        .extracting(state -> state.task().task(), TaskState::doneAt)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("Brief the agents.", null),
            org.assertj.core.api.Assertions.tuple(
                "Publish the holding statement and pin it.", Recorded.ANSWERED));
    assertThat(TaskNames.means("Hold", "Publish the holding statement")).isFalse();
    assertThat(TaskNames.means("", "Publish the holding statement")).isFalse();
    assertThat(TaskNames.means("DÉCLARATION d'attente", "Publier la declaration d'attente"))
        .isTrue();
  }
}
