package io.vigie.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.connector.PostgresSchema;
import io.vigie.connector.local.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/security.md claims can be looked up, and what it tells to type works. */
class SecurityPageTest {

  private static final Path PAGE = Path.of("docs/security.md");

  @Test
  void everyTestThatItNamesExists() throws Exception {
    Map<String, String> tests = sources();
    List<MatchResult> named =
        Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`")
            .matcher(Files.readString(PAGE))
            .results()
            .toList();
    assertThat(named).hasSizeGreaterThan(25);
    for (MatchResult name : named) {
      assertThat(tests).as(name.group()).containsKey(name.group(1));
      if (name.group(2) != null) {
        assertThat(tests.get(name.group(1)))
            .as(name.group())
            .contains("void " + name.group(2) + "(");
      }
    }
  }

  @Test
  void theStatementsForTablesDoWhatTheySay() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.start()) {
      PostgresSchema.ensure(postgres.settings());
      try (Connection connection = postgres.settings().connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            INSERT INTO alerts (alert_id, incident_id, revision, status, brand, severity_level, patterns,
              started_at, detected_at, at, summary, exercise, document)
            SELECT 'a-' || age, 'i', 1, 'open', 'Telmora', 'watch', '{}', now(), now(),
              now() - age * interval '1 day', 's', false,
              '{"evidence": {"voices": {}, "mentions": [{"id": "tw-1", "platform": "twitter", "text": "x"}]}}'
            FROM unnest(ARRAY[1, 100]) AS age
            """);
        List<String> statements = sql();
        assertThat(statements).hasSize(7);
        statement.execute(statements.get(statements.size() - 2));
        assertThat(count(statement, "document->'evidence' ? 'mentions'")).isEqualTo(1);
        statement.execute(statements.get(0));
        assertThat(count(statement, "document::text LIKE '%tw-1%'")).isZero();
        for (String each : statements) {
          statement.execute(each);
        }
      }
    }
  }

  private static int count(Statement statement, String where) throws Exception {
    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM alerts WHERE " + where)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static List<String> sql() throws IOException {
    return Pattern.compile("(?s)```sql\n(.*?)```")
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(block -> Stream.of(block.group(1).split(";\\s*")))
        .filter(statement -> !statement.isBlank())
        .toList();
  }

  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  SecurityPageTest::text,
                  (one, other) -> one + other));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
