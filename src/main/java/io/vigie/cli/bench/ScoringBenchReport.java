package io.vigie.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.scoring.Evaluation;
import io.vigie.scoring.ScoringBench.Result;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the bench of the model found, as Markdown and as JSON. */
public record ScoringBenchReport(List<Result> results, double load, int cores) {

  /** A report with what the machine says of itself now. */
  public static ScoringBenchReport of(List<Result> results) {
    return new ScoringBenchReport(
        List.copyOf(results),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
  }

  /** Languages of the texts, with how many of each were scored by the first that was judged. */
  Map<String, Long> languages() {
    Map<String, Long> languages = new TreeMap<>();
    for (Result result : results) {
      result
          .byLang()
          .forEach(
              (lang, evaluation) ->
                  languages.putIfAbsent(lang, evaluation.count() + evaluation.unscored()));
    }
    return languages;
  }

  /** A table with one line for each scorer. */
  public String text() {
    TreeSet<String> langs = new TreeSet<>(languages().keySet());
    StringBuilder table = new StringBuilder();
    table.append("| what | texts/s of one core | microseconds a text | bytes allocated a text |");
    languages()
        .forEach(
            (lang, texts) ->
                table.append(
                    String.format(Locale.ROOT, " macro recall %s (%,d texts) |", lang, texts)));
    table.append("\n|---|--:|--:|--:|").append("--:|".repeat(langs.size())).append('\n');
    for (Result result : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %.1f | %,.0f |",
              result.name(),
              result.textsPerSecond(),
              1e6 / result.textsPerSecond(),
              result.bytesEach()));
      for (String lang : langs) {
        Evaluation evaluation = result.byLang().get(lang);
        table.append(
            evaluation == null
                ? " – |"
                : String.format(Locale.ROOT, " %.3f |", evaluation.macroRecall()));
      }
      table.append('\n');
    }
    return table
        .append(
            String.format(
                Locale.ROOT, "%nOne thread of a machine of %d cores, load %.1f.%n", cores, load))
        .toString();
  }

  /** The same with the intervals. */
  public String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("cores", cores).put("load", load);
    ObjectNode languages = root.putObject("texts");
    languages().forEach(languages::put);
    var rows = root.putArray("results");
    for (Result result : results) {
      ObjectNode row =
          rows.addObject()
              .put("name", result.name())
              .put("kind", result.kind())
              .put("textsPerSecond", result.textsPerSecond())
              .put("bytesPerText", result.bytesEach());
      ObjectNode byLang = row.putObject("byLang");
      result
          .byLang()
          .forEach(
              (lang, evaluation) -> {
                Evaluation.Interval recall = evaluation.interval(Evaluation::macroRecall);
                ObjectNode one =
                    byLang
                        .putObject(lang)
                        .put("macroRecall", evaluation.macroRecall())
                        .put("macroF1", evaluation.macroF1())
                        .put("unscored", evaluation.unscored());
                one.putArray("macroRecallInterval").add(recall.low()).add(recall.high());
              });
    }
    return root.toPrettyString();
  }
}
