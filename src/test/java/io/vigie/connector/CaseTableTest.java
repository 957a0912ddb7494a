package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vigie.connector.local.LocalPostgres;
import io.vigie.response.Case;
import io.vigie.response.Case.Action;
import io.vigie.response.Case.Result;
import io.vigie.response.CaseFeature;
import io.vigie.response.CaseProfile;
import io.vigie.response.CrisisType;
import io.vigie.yaml.InvalidFileException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CaseTableTest {

  private static LocalPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = LocalPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void aCaseComesBackAsItWasAndALaterRecordTakesItsPlace() throws Exception {
    Case measured = told(Result.UNCLEAR, "");
    CaseTable.write(postgres.settings(), measured);
    assertThat(CaseTable.read(postgres.settings())).containsExactly(measured);

    Case completed = told(Result.HELPED, "Fewer \"complaints\"\\\u0000, l'après-midi même.");
    CaseTable.write(postgres.settings(), completed);
    assertThat(CaseTable.read(postgres.settings()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.actions().get(0).result()).isEqualTo(Result.HELPED);
              assertThat(one.actions().get(0).evidence()).contains("l'après-midi");
            });

    execute(
        "INSERT INTO cases (case_id, title, scenario, outcome, known_results, document)"
            + " VALUES ('by-hand', 't', 's', '', 0, 'case: by-hand')");
    try {
      assertThatThrownBy(() -> CaseTable.read(postgres.settings()))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("table cases, row by-hand");
    } finally {
      execute("DELETE FROM cases WHERE case_id = 'by-hand'");
    }
  }

  private static void execute(String sql) throws Exception {
    try (Connection connection = postgres.settings().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Case told(Result result, String evidence) {
    return new Case(
        "inc-0a1b",
        "Telmora, 2026-03-05",
        new CaseProfile(
            "service-outage", CrisisType.ACCIDENTAL, Map.of(CaseFeature.PEAK_RATIO, 12.5)),
        List.of(new Action("Answered at once", Duration.ofMinutes(20), result, evidence)),
        "Over by the evening: \"no harm\"",
        Duration.ofHours(11),
        -0.12,
        List.of("Answer sooner"),
        List.of());
  }
}
