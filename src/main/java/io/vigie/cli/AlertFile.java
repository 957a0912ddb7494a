package io.vigie.cli;

import io.vigie.incident.Alert;
import io.vigie.incident.AlertJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of alerts, one JSON object a line, of which commands take one. */
final class AlertFile {

  private AlertFile() {}

  /**
   * Reads one alert.
   *
   * @param alertId that of the line to take, or null for the first line
   * @throws CommandFailedException if there is none, or a line before it is no alert, with its line
   */
  static Alert read(Path file, @Nullable String alertId) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        Alert alert = alert(file, number, line);
        if (alertId == null || alertId.equals(alert.alertId())) {
          return alert;
        }
      }
    }
    throw new CommandFailedException(
        file + ": has no alert" + (alertId == null ? "" : " with the alertId " + alertId));
  }

  private static Alert alert(Path file, int line, String json) {
    try {
      return AlertJson.read(json);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          file + ":" + line + ": is not an alert: " + e.getMessage(), e);
    }
  }
}
