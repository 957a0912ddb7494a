package io.vigie.scoring;

import com.sun.management.ThreadMXBean;
import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problems;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What scoring costs, in batches as the job makes them, on one thread: the model by DL4J against
 * the same arithmetic in plain Java arrays, on the same labelled texts.
 */
public final class ScoringBench {

  /** Texts in one call, as the job has them when it is busy. */
  private static final int BATCH = 256;

  private final Model model;
  private final int passes;
  private final Map<String, List<LabelledText>> byLang = new TreeMap<>();
  private final List<TextScorer.Input> inputs = new ArrayList<>();

  private ScoringBench(Model model, List<LabelledText> texts, int passes) {
    this.model = model;
    this.passes = passes;
    for (LabelledText text : texts) {
      String lang = text.lang() == null ? "-" : text.lang();
      byLang.computeIfAbsent(lang, key -> new ArrayList<>()).add(text);
      inputs.add(new TextScorer.Input(text.text(), text.lang()));
    }
  }

  /**
   * Measures.
   *
   * @param model bundle
   * @param files labelled texts, .tsv or .tsv.gz
   * @param passes over all texts, at least 1; the median counts, and as many before do not
   * @return the table, as Markdown; texts per second of processor time
   * @throws InvalidFileException if a file cannot be read as labelled texts
   * @throws InvalidModelException if the bundle cannot be used
   */
  public static String run(Path model, List<Path> files, int passes) {
    Problems problems = new Problems();
    List<LabelledText> texts = new ArrayList<>();
    for (Path file : files) {
      texts.addAll(LabelledTexts.read(file, problems));
    }
    if (!problems.none()) {
      throw new InvalidFileException(problems.sorted());
    }
    return new ScoringBench(ModelBundle.read(model), texts, passes).table();
  }

  private String table() {
    StringBuilder table = new StringBuilder();
    table.append("| what | texts/s of one core | microseconds a text | bytes allocated a text |");
    byLang.keySet().forEach(lang -> table.append(" macro recall ").append(lang).append(" |"));
    table.append("\n|---|--:|--:|--:|").append("--:|".repeat(byLang.size())).append('\n');
    EncoderSettings encoder = model.manifest().encoder();
    row(table, model.manifest().id() + ", DL4J", new Dl4jTextScorer(model));
    row(
        table,
        "the same in plain Java",
        new Dl4jTextScorer(model, new PlainNetwork(encoder.inputs(), model.parameters())));
    return table.toString();
  }

  private void row(StringBuilder table, String name, TextScorer opened) {
    try (TextScorer scorer = opened) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      double[] nanos = new double[passes];
      double[] bytes = new double[passes];
      for (int pass = -passes; pass < passes; pass++) {
        long timeBefore = threads.getCurrentThreadCpuTime();
        long bytesBefore = threads.getThreadAllocatedBytes(thread);
        for (int from = 0; from < inputs.size(); from += BATCH) {
          scorer.score(inputs.subList(from, Math.min(inputs.size(), from + BATCH)));
        }
        if (pass >= 0) {
          nanos[pass] = (double) (threads.getCurrentThreadCpuTime() - timeBefore) / inputs.size();
          bytes[pass] =
              (double) (threads.getThreadAllocatedBytes(thread) - bytesBefore) / inputs.size();
        }
      }
      double nanosEach = median(nanos);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %.1f | %,.0f |",
              name,
              1e9 / nanosEach,
              nanosEach / 1000,
              median(bytes)));
      byLang.forEach(
          (lang, texts) -> {
            Evaluation evaluation = Evaluator.evaluate(scorer, texts).get(Head.SENTIMENT);
            table.append(
                evaluation == null
                    ? " – |"
                    : String.format(Locale.ROOT, " %.3f |", evaluation.macroRecall()));
          });
      table.append('\n');
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
