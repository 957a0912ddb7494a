package io.vigie.cli;

import io.vigie.connector.ResultStream;
import io.vigie.incident.Incident;
import io.vigie.incident.IncidentJson;
import io.vigie.stream.Tallied;
import io.vigie.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run on files has to tell at its end. */
record RunSummary(Path out, Map<String, Object> counts, double seconds) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  static long count(Map<String, Object> counts, String name) {
    return counts.get(name) instanceof Long value ? value : 0;
  }

  /**
   * The cause that a user can mend, if there is one among the causes of a job's failure. Of several
   * faults of input or output the first says most: it names the file.
   */
  static Exception failure(Exception failed) {
    IOException fault = null;
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidFileException invalid) {
        return invalid;
      }
      if (fault == null && cause instanceof IOException io) {
        fault = io;
      }
    }
    return fault == null
        ? failed
        : new CommandFailedException("the job failed: " + fault.getMessage(), failed);
  }

  void print(PrintWriter text) throws IOException {
    long read = count(counts, Tallied.READ);
    long further = count(counts, Tallied.COPIES);
    long scored = count(counts, Tallied.SCORED);
    long unscored = count(counts, Tallied.UNSCORED);
    long duplicates = count(counts, Tallied.DUPLICATES);
    long dead = count(counts, Tallied.DEAD_LETTERS);
    long deletions = count(counts, Tallied.DELETIONS);
    text.printf(
        Locale.ROOT,
        "%,d records read in %.1f s (%,.0f a second)%n",
        read,
        seconds,
        read / seconds);
    text.printf(
        Locale.ROOT,
        "  = %,d scored + %,d unscored + %,d duplicates + %,d dead letters%s%s%s%n",
        scored,
        unscored,
        duplicates,
        dead,
        deletions > 0 ? String.format(Locale.ROOT, " + %,d deletions", deletions) : "",
        further > 0
            ? String.format(Locale.ROOT, " - %,d for further brands of a record", further)
            : "",
        read + further == scored + unscored + duplicates + dead + deletions
            ? ""
            : "  (DOES NOT ADD UP)");
    long late = count(counts, Tallied.LATE);
    if (late > 0) {
      text.printf(Locale.ROOT, "  %,d of them too late for any window%n", late);
    }
    long control = count(counts, Tallied.CONTROL);
    long refused = count(counts, Tallied.CONTROL_REFUSED);
    if (control + refused > 0) {
      text.printf(Locale.ROOT, "control messages: %,d heard, %,d refused%n", control, refused);
    }
    Map<String, Incident> incidents = new LinkedHashMap<>();
    try (var lines = Files.lines(out.resolve(ResultStream.INCIDENTS.fileName()))) {
      lines
          .map(IncidentJson::read)
          .forEach(i -> incidents.merge(i.incidentId(), i, RunSummary::later));
    }
    text.printf(
        Locale.ROOT,
        "signals fired: %,d, incidents: %,d, alerts: %,d%n",
        count(counts, Tallied.SIGNALS),
        incidents.size(),
        count(counts, Tallied.ALERTS));
    List<Incident> worst =
        incidents.values().stream()
            .sorted((a, b) -> Double.compare(b.peakSeverity(), a.peakSeverity()))
            .limit(10)
            .toList();
    for (Incident incident : worst) {
      text.printf(
          Locale.ROOT,
          "  %s  %-24s peak severity %3.0f  detected %s  %s%n",
          incident.incidentId(),
          incident.brand(),
          incident.peakSeverity(),
          TIME.format(incident.detectedAt()),
          String.join(", ", incident.patterns()));
    }
    if (incidents.size() > worst.size()) {
      text.printf(Locale.ROOT, "  and %,d more%n", incidents.size() - worst.size());
    }
    text.printf("results in %s%n", out);
    text.flush();
  }

  private static Incident later(Incident a, Incident b) {
    return a.revision() >= b.revision() ? a : b;
  }
}
