package io.vigie.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.response.Case;
import io.vigie.response.CaseFeature;
import io.vigie.response.CrisisType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedCaseTest {

  @Test
  void anIncidentIsRememberedWithWhatWasMeasured() {
    Case told = RecordedCase.of(Recorded.incident());
    assertThat(told.profile().scenario()).isEqualTo("service-outage");
    assertThat(told.profile().crisisType()).isEqualTo(CrisisType.ACCIDENTAL);
    assertThat(told.profile().features())
        .containsEntry(CaseFeature.PEAK_RATIO, 10.0)
        .containsEntry(CaseFeature.AROUSAL_SHARE, 0.5);
    assertThat(told.backToUsual()).isEqualTo(Duration.ofHours(4));
    assertThat(told.residualSentiment()).isNotNull();
    assertThat(told.outcome()).isEqualTo("an outage, mended");
    assertThat(told.actions())
        .allMatch(action -> action.result() == Case.Result.UNCLEAR)
        .extracting(Case.Action::what)
        .containsExactly(
            "Taken in hand", "First public answer", "holding statement", "Closed by hand");
  }

  @Test
  void whatWasMergedIsTheCaseOfTheOther() {
    IncidentRecords all = Recorded.incident();
    String over = IncidentJson.write(all.last());
    Incident merged =
        IncidentJson.read(
            over.replace("\"status\":\"resolved\"", "\"status\":\"merged\"")
                .replace(
                    "\"mergedInto\":null,\"mergedBy\":null,\"mergedAt\":null",
                    "\"mergedInto\":\"inc-mother\",\"mergedBy\":\"Ana\",\"mergedAt\":\"%s\""
                        .formatted(all.last().updatedAt())));
    List<Incident> revisions = new ArrayList<>(all.revisions().subList(0, 2));
    revisions.add(merged);
    IncidentRecords records = new IncidentRecords(revisions, all.alerts(), all.kpis(), all.steps());
    assertThatThrownBy(() -> RecordedCase.of(records))
        .hasMessageContaining("merged into inc-mother");
  }

  @Test
  void whatIsNotOverIsNoCase() {
    IncidentRecords all = Recorded.incident();
    assertThatThrownBy(
            () ->
                RecordedCase.of(
                    new IncidentRecords(
                        all.revisions().subList(0, 2), all.alerts(), all.kpis(), all.steps())))
        .hasMessageContaining("not resolved");
    assertThatThrownBy(
            () ->
                RecordedCase.of(
                    new IncidentRecords(all.revisions(), List.of(), all.kpis(), all.steps())))
        .hasMessageContaining("no alert");
  }
}
