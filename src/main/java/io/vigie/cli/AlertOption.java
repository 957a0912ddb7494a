package io.vigie.cli;

import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which alert is meant: a file of alerts, one JSON object a line, and which of them. */
final class AlertOption {

  @Option(
      names = "--alert",
      required = true,
      paramLabel = "FILE",
      description = "file with an alert, one JSON object a line")
  private Path file = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ALERT",
      description = "alertId of the line to take; without it, the first line")
  private @Nullable String alertId;

  /**
   * Reads the alert.
   *
   * @throws CommandFailedException if there is none, or a line before it is no alert, with its line
   */
  Alert read() throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        Alert alert = alert(number, line);
        if (alertId == null || alertId.equals(alert.alertId())) {
          return alert;
        }
      }
    }
    throw new CommandFailedException(
        file + ": has no alert" + (alertId == null ? "" : " with the alertId " + alertId));
  }

  private Alert alert(int line, String json) {
    try {
      return AlertJson.read(json);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          file + ":" + line + ": is not an alert: " + e.getMessage(), e);
    }
  }
}
