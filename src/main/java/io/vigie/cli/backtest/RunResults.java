package io.vigie.cli.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.connector.ResultStream;
import io.vigie.incident.IncidentJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a run, read back for judging and for plots.
 *
 * @param waves of all brands, by time
 * @param courses by brand
 * @param signals of all brands, by time; at most {@value #MAX_SIGNALS}
 */
public record RunResults(
    List<Wave> waves, Map<String, BrandCourse> courses, List<SignalSpan> signals) {

  private static final int MAX_SIGNALS = 100_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads the results of a run on files.
   *
   * @param out directory of the results
   * @param courses by brand
   */
  static RunResults read(Path out, Map<String, BrandCourse> courses) throws IOException {
    List<Wave> waves;
    try (Stream<String> lines = Files.lines(out.resolve(ResultStream.INCIDENTS.fileName()))) {
      waves = Wave.of(lines.map(IncidentJson::read));
    }
    return new RunResults(waves, courses, signals(out));
  }

  /** The spans of all brands. */
  Map<String, Judgement.Span> spans() {
    Map<String, Judgement.Span> spans = new TreeMap<>();
    courses.forEach((brand, course) -> spans.put(brand, course.span()));
    return spans;
  }

  private static List<SignalSpan> signals(Path out) throws IOException {
    List<SignalSpan> spans = new ArrayList<>();
    Map<String, SignalSpan> open = new HashMap<>();
    try (BufferedReader lines =
        Files.newBufferedReader(out.resolve(ResultStream.SIGNALS.fileName()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = MAPPER.readTree(line);
        if (node.path("exercise").asBoolean()) {
          continue;
        }
        String brand = node.path("brand").asText();
        String name = node.path("name").asText();
        Instant at = Instant.parse(node.path("at").asText());
        String key = brand + '\n' + name;
        SignalSpan before = open.get(key);
        SignalSpan now = new SignalSpan(brand, name, before == null ? at : before.from(), at);
        if (node.path("phase").asText().equals("ends")) {
          open.remove(key);
          spans.add(now);
        } else {
          open.put(key, now);
        }
      }
    }
    spans.addAll(open.values());
    return spans.stream()
        .sorted(
            java.util.Comparator.comparing(SignalSpan::from)
                .thenComparing(SignalSpan::brand)
                .thenComparing(SignalSpan::name))
        .limit(MAX_SIGNALS)
        .toList();
  }
}
