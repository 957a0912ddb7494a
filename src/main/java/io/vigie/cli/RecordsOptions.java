package io.vigie.cli;

import io.vigie.cli.report.FileRecords;
import io.vigie.cli.report.IncidentRecords;
import io.vigie.cli.report.PostgresRecords;
import io.vigie.cli.report.UnknownIncidentException;
import io.vigie.connector.PostgresSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where commands find what was recorded about an incident. */
final class RecordsOptions {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR",
      description = "results of ./vigie run JOB --mentions … --out DIR")
  private @Nullable Path directory;

  @ArgGroup(exclusive = false)
  private @Nullable Database database;

  /** The tables of a job. */
  static final class Database {

    /** How they are reached. */
    PostgresSettings settings() {
      String password = System.getenv().getOrDefault("VIGIE_SINKS_POSTGRES_PASSWORD", "");
      return new PostgresSettings(url, user, password);
    }

    @Option(
        names = "--postgres",
        required = true,
        paramLabel = "URL",
        description = "JDBC address of the job's tables, jdbc:postgresql://host:port/database")
    private String url = "";

    @Option(
        names = "--user",
        paramLabel = "NAME",
        description =
            "role to connect as (default: vigie); the password is read from"
                + " VIGIE_SINKS_POSTGRES_PASSWORD")
    private String user = "vigie";
  }

  /** The records of a database. */
  static RecordsOptions of(Database database) {
    RecordsOptions options = new RecordsOptions();
    options.database = database;
    return options;
  }

  /** The database, or null if records are read from files. */
  @Nullable PostgresSettings postgres() {
    return database == null ? null : database.settings();
  }

  /** Reads the records of an incident. */
  IncidentRecords read(String incident) throws IOException {
    try {
      PostgresSettings postgres = postgres();
      if (postgres != null) {
        return new PostgresRecords(postgres).read(incident);
      }
      return new FileRecords(java.util.Objects.requireNonNull(directory)).read(incident);
    } catch (UnknownIncidentException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()), e);
    }
  }
}
