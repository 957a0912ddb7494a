package io.vigie.scoring;

import com.sun.management.ThreadMXBean;
import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problems;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What scoring costs, in batches as the job makes them, on one thread: models by DL4J against the
 * same arithmetic in plain Java arrays, and against peers, on the same labelled texts.
 */
public final class ScoringBench {

  /** Texts in one call, as the job has them when it is busy. */
  private static final int BATCH = 256;

  /** Processor time after which no further pass is begun: a slow peer needs fewer of them. */
  private static final long ENOUGH_NANOS = 10_000_000_000L;

  /** Texts of one file that a peer learns from; of more, they are picked at equal distances. */
  private static final int MAX_EXAMPLES = 8_000;

  /**
   * What is to be measured.
   *
   * @param models bundles
   * @param data labelled texts
   * @param peers others
   * @param peerTraining labelled texts that peers learn from; may be empty
   * @param passes over all texts, at least 1; the median counts, and as many before do not
   */
  public record Plan(
      List<Path> models,
      List<EvaluationSet> data,
      List<ScoringPeer> peers,
      List<EvaluationSet> peerTraining,
      int passes) {}

  /**
   * What was measured of one scorer.
   *
   * @param kind {@code model}, {@code plain} (the same arithmetic in plain Java) or {@code peer}
   * @param textsPerSecond texts per second of processor time
   * @param bytesEach bytes allocated on the Java heap a text
   * @param byLang how right its sentiment is by language; empty if it was not trained
   */
  public record Result(
      String name,
      String kind,
      double textsPerSecond,
      double bytesEach,
      Map<String, Evaluation> byLang) {}

  private final Plan plan;
  private final Map<String, List<LabelledText>> byLang = new TreeMap<>();
  private final List<TextScorer.Input> inputs = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();

  private ScoringBench(Plan plan, List<LabelledText> texts) {
    this.plan = plan;
    for (LabelledText text : texts) {
      String lang = text.lang() == null ? "-" : text.lang();
      byLang.computeIfAbsent(lang, key -> new ArrayList<>()).add(text);
      inputs.add(new TextScorer.Input(text.text(), text.lang()));
    }
  }

  /**
   * Measures.
   *
   * @param progress is told what is measured next
   * @throws InvalidFileException if a file cannot be read as labelled texts
   * @throws InvalidModelException if a bundle cannot be used
   */
  public static List<Result> run(Plan plan, Consumer<String> progress) {
    Problems problems = new Problems();
    List<LabelledText> texts = read(plan.data(), problems);
    List<ScoringPeer.Example> examples = new ArrayList<>();
    for (EvaluationSet set : plan.peerTraining()) {
      examples.addAll(examples(set.read(problems)));
    }
    problems.throwIfAny();
    ScoringBench bench = new ScoringBench(plan, texts);
    for (Path bundle : plan.models()) {
      bench.measureModel(ModelBundle.read(bundle), progress);
    }
    for (ScoringPeer peer : plan.peers()) {
      progress.accept(peer.name());
      bench.measure(
          peer.name(), "peer", peer.open(examples), !peer.learns() || !examples.isEmpty());
    }
    return bench.results;
  }

  private static List<LabelledText> read(List<EvaluationSet> sets, Problems problems) {
    List<LabelledText> texts = new ArrayList<>();
    sets.forEach(set -> texts.addAll(set.read(problems)));
    return texts;
  }

  private static List<ScoringPeer.Example> examples(List<LabelledText> texts) {
    List<ScoringPeer.Example> all = new ArrayList<>();
    for (LabelledText text : texts) {
      float[] target = text.targets()[Head.SENTIMENT.ordinal()];
      if (target != null) {
        all.add(
            new ScoringPeer.Example(text.text(), Sentiment.values()[Evaluation.argMax(target)]));
      }
    }
    int every = Math.max(1, (all.size() + MAX_EXAMPLES - 1) / MAX_EXAMPLES);
    List<ScoringPeer.Example> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += every) {
      some.add(all.get(i));
    }
    return some;
  }

  private void measureModel(Model model, Consumer<String> progress) {
    String id = model.manifest().id();
    progress.accept(id);
    measure(id, "model", new Dl4jTextScorer(model, BrandNames.NONE), true);
    progress.accept(id + " in plain Java");
    BatchNetwork plain = new PlainNetwork(model.manifest().encoder().inputs(), model.parameters());
    measure(
        id + " in plain Java", "plain", new Dl4jTextScorer(model, plain, BrandNames.NONE), true);
  }

  private void measure(String name, String kind, TextScorer opened, boolean trained) {
    try (TextScorer scorer = opened) {
      passes(scorer);
      List<double[]> costs = passes(scorer);
      double nanosEach = median(costs.stream().mapToDouble(cost -> cost[0]).toArray());
      double bytesEach = median(costs.stream().mapToDouble(cost -> cost[1]).toArray());
      Map<String, Evaluation> evaluations = new TreeMap<>();
      if (trained) {
        byLang.forEach(
            (lang, texts) -> {
              Evaluation evaluation = Evaluator.evaluate(scorer, texts).get(Head.SENTIMENT);
              if (evaluation != null) {
                evaluations.put(lang, evaluation);
              }
            });
      }
      results.add(new Result(name, kind, 1e9 / nanosEach, bytesEach, evaluations));
    }
  }

  /** Nanoseconds of processor time and bytes a text, by pass. */
  private List<double[]> passes(TextScorer scorer) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long started = threads.getCurrentThreadCpuTime();
    List<double[]> costs = new ArrayList<>();
    do {
      long timeBefore = threads.getCurrentThreadCpuTime();
      long bytesBefore = threads.getThreadAllocatedBytes(thread);
      for (int from = 0; from < inputs.size(); from += BATCH) {
        scorer.score(inputs.subList(from, Math.min(inputs.size(), from + BATCH)));
      }
      double texts = Math.max(1, inputs.size());
      costs.add(
          new double[] {
            (threads.getCurrentThreadCpuTime() - timeBefore) / texts,
            (threads.getThreadAllocatedBytes(thread) - bytesBefore) / texts
          });
    } while (costs.size() < plan.passes()
        && threads.getCurrentThreadCpuTime() - started < ENOUGH_NANOS);
    return costs;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
