package io.vigie.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.cli.report.IncidentRecords.Kpi;
import io.vigie.cli.report.IncidentRecords.Step;
import io.vigie.connector.ResultStream;
import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what a run on files recorded. */
public final class FileRecords {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path directory;

  /**
   * @param directory results of {@code ./vigie run JOB --mentions … --out DIR}
   */
  public FileRecords(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads what was recorded about an incident.
   *
   * @param id its incidentId, or how it begins if no other begins so
   * @throws UnknownIncidentException if there is none, or several; the message says which there are
   * @throws InvalidFileException if a line cannot be read, with file and line
   */
  public IncidentRecords read(String id) throws IOException {
    List<Incident> all = new ArrayList<>();
    each(ResultStream.INCIDENTS, "", line -> all.add(IncidentJson.read(line)));
    String incidentId = UnknownIncidentException.find(id, all, directory.toString());
    List<Incident> revisions =
        all.stream()
            .filter(incident -> incident.incidentId().equals(incidentId))
            .sorted(Comparator.comparingInt(Incident::revision))
            .toList();
    List<Alert> alerts = new ArrayList<>();
    each(ResultStream.ALERTS, incidentId, line -> alerts.add(AlertJson.read(line)));
    alerts.removeIf(alert -> !alert.incidentId().equals(incidentId));
    alerts.sort(Comparator.comparing(Alert::at).thenComparingInt(Alert::revision));
    String brand = revisions.get(0).brand();
    Instant from = IncidentRecords.onset(revisions).minus(IncidentRecords.AROUND);
    Instant to = IncidentRecords.end(revisions).plus(IncidentRecords.AROUND);
    List<Kpi> kpis = new ArrayList<>();
    each(
        ResultStream.KPIS,
        "",
        line -> {
          JsonNode node = MAPPER.readTree(line);
          if (RecordJson.isOf(node, brand) && RecordJson.isWanted(node)) {
            RecordJson.within(RecordJson.kpi(node), from, to, kpis);
          }
        });
    List<Step> steps = new ArrayList<>();
    each(
        ResultStream.INDICATORS,
        "",
        line -> {
          JsonNode node = MAPPER.readTree(line);
          if (RecordJson.isOf(node, brand)) {
            Step step = RecordJson.step(RecordJson.at(node, "at"), node.path("readings"));
            if (!step.at().isBefore(from) && !step.at().isAfter(to)) {
              steps.add(step);
            }
          }
        });
    return new IncidentRecords(
        revisions,
        alerts,
        RecordJson.lastRevisions(kpis),
        steps,
        IncidentRecords.mergedInto(incidentId, all));
  }

  private interface Line {
    void read(String line) throws IOException;
  }

  private void each(ResultStream stream, String part, Line reader) throws IOException {
    Path file = directory.resolve(stream.fileName());
    if (!Files.isRegularFile(file)) {
      throw new InvalidFileException(
          List.of(
              new Problem(
                  file.toString(),
                  0,
                  "is missing: --from should be the --out of a run on files, complete")));
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank() || !line.contains(part)) {
          continue;
        }
        try {
          reader.read(line);
        } catch (JsonProcessingException e) {
          throw unreadable(file, number, e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
          throw unreadable(file, number, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static InvalidFileException unreadable(Path file, int line, String why) {
    return new InvalidFileException(
        List.of(new Problem(file.toString(), line, "cannot be read: " + why)));
  }
}
