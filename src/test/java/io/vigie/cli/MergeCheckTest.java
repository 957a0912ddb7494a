package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.fixture.Results;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MergeCheckTest {

  private final Map<String, Incident> ledger = new HashMap<>();

  MergeCheckTest() {
    put("inc-a", "lumio", "\"exercise\":false");
    put("inc-b", "sub-lumio", "\"exercise\":false");
    put("inc-drill", "lumio", "\"exercise\":true");
    put("inc-over", "telmora", "\"exercise\":false");
    edit("inc-over", "\"status\":\"[a-z]+\"", "\"status\":\"resolved\"");
    put("inc-part", "banquor", "\"exercise\":false");
    edit("inc-part", "\"status\":\"[a-z]+\"", "\"status\":\"merged\"");
    edit(
        "inc-part",
        "\"mergedInto\":null,\"mergedBy\":null,\"mergedAt\":null",
        "\"mergedInto\":\"inc-a\",\"mergedBy\":\"Ana\",\"mergedAt\":\"2026-03-02T09:00:00Z\"");
  }

  private void put(String id, String brand, String exercise) {
    ledger.put(id, Results.incident(id, brand, 1, 55));
    edit(id, "\"exercise\":(true|false)", exercise);
  }

  private void edit(String id, String pattern, String with) {
    String json = IncidentJson.write(Objects.requireNonNull(ledger.get(id)));
    String edited = json.replaceFirst(pattern, with);
    assertThat(edited).contains(with);
    ledger.put(id, IncidentJson.read(edited));
  }

  private String problem(String one, String into) {
    return String.valueOf(MergeCheck.problem(one, into, ledger));
  }

  @Test
  void twoOpenIncidentsOfTwoBrandsMayBeOneStory() {
    assertThat(MergeCheck.problem("inc-b", "inc-a", ledger)).isNull();
    assertThat(MergeCheck.problem("inc-over", "inc-a", ledger)).as("for the record").isNull();
  }

  @Test
  void anUnknownIncidentIsAnsweredWithThoseThatAreOpen() {
    assertThat(problem("inc-b", "inc-x"))
        .contains("no incident inc-x", "inc-a (lumio)", "inc-b (sub-lumio)")
        .doesNotContain("inc-over", "inc-part");
    assertThat(problem("inc-x", "inc-a")).contains("no incident inc-x");
    ledger.clear();
    assertThat(problem("inc-x", "inc-a")).endsWith("open are: none");
  }

  @Test
  void aDrillAndWhatIsRealStayApart() {
    assertThat(problem("inc-b", "inc-drill")).startsWith("inc-drill is an exercise");
    assertThat(problem("inc-drill", "inc-b")).startsWith("inc-drill is an exercise");
  }

  @Test
  void somebodyMustGoOnTellingTheStory() {
    assertThat(problem("inc-b", "inc-part")).contains("was merged into inc-a itself");
    assertThat(problem("inc-a", "inc-part")).contains("neither would tell the story");
    assertThat(problem("inc-b", "inc-over")).contains("nobody would hear of it any more");
  }
}
