package io.vigie.cli;

import io.vigie.cli.report.IncidentRecords;
import io.vigie.cli.report.ReportPage;
import io.vigie.response.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vigie report INCIDENT}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the post-crisis report of an incident: one HTML page to read, print and complete.",
      "Without an INCIDENT that exists, says which there are."
    },
    footer = {
      "",
      "Examples:",
      "  ./vigie report inc-9c9d --from out --out report.html --lang fr --zone Europe/Paris",
      "  ./vigie report inc-9c9d --postgres jdbc:postgresql://localhost:5432/vigie --out report.html",
      "",
      "Exit codes: 0 done, 1 the input is at fault or there is no such incident, 2 wrong usage,",
      "3 the database could not be reached."
    })
public final class ReportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "INCIDENT",
      description = "incidentId, or its beginning if no other begins so")
  private String incident = "";

  @ArgGroup(multiplicity = "1")
  private RecordsOptions from = new RecordsOptions();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the page")
  private Path out = Path.of("");

  @Option(
      names = "--lang",
      paramLabel = "fr|en",
      description = "language of the page (default: en)")
  private Language language = Language.EN;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "time zone in which times are told, such as Europe/Paris (default: UTC)")
  private ZoneId zone = ZoneOffset.UTC;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    IncidentRecords records = from.read(incident);
    Path directory = out.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(out, ReportPage.of(records, language, zone));
    Objects.requireNonNull(spec).commandLine().getOut().println(out);
    return 0;
  }
}
