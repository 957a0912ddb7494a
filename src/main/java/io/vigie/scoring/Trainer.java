package io.vigie.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains the embedding table and the network together, on one thread: DL4J gives the derivative of
 * the loss by the pooled embeddings, plain Java hands it on to the rows (AdaGrad with one sum of
 * squares a row). The loss is the cross-entropy of each head that a text is labelled for.
 *
 * <p>The same recipe and texts give the same weights on the same machine.
 */
final class Trainer {

  /** A class that hardly occurs must not drown the others. */
  private static final double MAX_CLASS_WEIGHT = 5;

  /** Difference of two held-out qualities that says nothing. */
  private static final double NEAR = 0.005;

  /** Deals the texts out to the teachers: equal texts to the same. */
  private static final long TEACHER_SEED = 77;

  private static final int EVALUATION_BATCH = DenseNetwork.BATCH;

  private static final int HEADS = Head.values().length;

  private final Recipe recipe;

  /** How one member sees a text. */
  private final EncoderSettings settings;

  private final KnownWords known;
  private final BrandNames brands;
  private final Consumer<String> progress;

  /** What the embeddings are before the first label is seen. */
  private TrainingTable start;

  /**
   * A trainer for one run.
   *
   * @param known the words that the model is to know; others may be names
   * @param brands names that stand for any brand
   */
  Trainer(Recipe recipe, KnownWords known, BrandNames brands, Consumer<String> progress) {
    this.recipe = recipe;
    this.known = known;
    this.brands = brands;
    this.progress = progress;
    this.settings = recipe.memberEncoder();
    this.start = new TrainingTable(settings);
  }

  /** Weights, and how far training came. */
  record Trained(
      TrainingTable table, String configuration, float[] parameters, int epochs, double quality) {}

  /**
   * A text as rows and measures.
   *
   * @param taught the teachers' mean probabilities of all heads, or zeros as long as there are none
   * @param teacher the one teacher that does not learn from it
   */
  private record Encoded(
      int[] words,
      int[] pieces,
      float[] measures,
      float[] taught,
      int teacher,
      LabelledText text) {}

  /**
   * Learns; with teachers, from them as well (Hinton et al. 2015): several models are trained
   * first, each without its share of the labelled texts, and a student then learns the
   * probabilities of every head, labelled for it or not, beside the labels: of a labelled text
   * those of the teacher that never saw it, which are honest, of any other text the mean of all.
   *
   * @param texts to learn from
   * @param heldOut to decide when to stop; never learned from; if there are none, the last pass
   *     counts, or the mean of the last
   * @param unlabelled texts that only the teachers speak of
   */
  Trained train(
      List<LabelledText> texts, List<LabelledText> heldOut, List<LabelledText> unlabelled) {
    if (recipe.pretraining() > 0) {
      List<LabelledText> read = new ArrayList<>(texts);
      read.addAll(unlabelled);
      Encoder encoder = new Encoder(settings, known, brands);
      start = Pretraining.run(encoder, recipe.seed(), read, recipe.pretraining(), progress);
    }
    List<Encoded> learned = encode(texts);
    List<Encoded> kept = encode(heldOut);
    Map<String, float[][]> classWeights = classWeights(learned);
    if (recipe.teachers() == 0) {
      return members(learned, kept, classWeights, false);
    }
    List<Encoded> others = encode(unlabelled);
    for (int t = 0; t < recipe.teachers(); t++) {
      int teacher = t;
      progress.accept("teacher " + (teacher + 1) + " of " + recipe.teachers());
      List<Encoded> seen = learned.stream().filter(text -> text.teacher() != teacher).toList();
      List<Encoded> unseen = learned.stream().filter(text -> text.teacher() == teacher).toList();
      Trained taught = learn(seen, kept, classWeights, recipe.seed() + teacher + 1, false);
      teach(taught, unseen, 1);
      teach(taught, others, 1f / recipe.teachers());
    }
    List<Encoded> all = new ArrayList<>(learned);
    all.addAll(others);
    progress.accept("student, on " + all.size() + " texts");
    return members(all, kept, classWeights, true);
  }

  /** Trains the members, which differ only in their random choices, and joins them. */
  private Trained members(
      List<Encoded> texts,
      List<Encoded> kept,
      Map<String, float[][]> classWeights,
      boolean isStudent) {
    if (recipe.members() == 1) {
      return learn(texts, kept, classWeights, recipe.seed(), isStudent);
    }
    List<Trained> members = new ArrayList<>();
    for (int member = 1; member <= recipe.members(); member++) {
      progress.accept("member " + member + " of " + recipe.members());
      members.add(learn(texts, kept, classWeights, recipe.seed() + 1_000L * member, isStudent));
    }
    Trained joined = Members.join(members, recipe);
    double quality = quality(joined.configuration(), joined.parameters(), joined.table(), kept);
    progress.accept(String.format(Locale.ROOT, "all members: held-out macro F1 %.4f", quality));
    return new Trained(
        joined.table(), joined.configuration(), joined.parameters(), joined.epochs(), quality);
  }

  /** Adds what one teacher says of each text, by this share, to what the text is taught as. */
  private static void teach(Trained teacher, List<Encoded> texts, float share) {
    try (DenseNetwork network = DenseNetwork.of(teacher.configuration(), teacher.parameters())) {
      forEachBatch(
          network,
          teacher.table(),
          texts,
          (encoded, outputs, offset) -> {
            for (Head head : Head.values()) {
              float[] p = head.probabilities(outputs, offset, 1f);
              for (int i = 0; i < p.length; i++) {
                encoded.taught()[head.offset() + i] += p[i] * share;
              }
            }
          });
    }
  }

  private Trained learn(
      List<Encoded> texts,
      List<Encoded> kept,
      Map<String, float[][]> classWeights,
      long seed,
      boolean isStudent) {
    List<Encoded> learned = new ArrayList<>(texts);
    double teaching = isStudent ? recipe.teaching() : 0;
    TrainingTable table = start.copy();
    float[] squares = new float[settings.rows()];
    try (DenseNetwork network =
        DenseNetwork.create(
            settings.inputs(),
            recipe.hidden() / recipe.members(),
            recipe.learningRate(),
            recipe.l2(),
            seed)) {
      String configuration = network.configuration();
      float[] bestRows = table.rows().clone();
      float[] bestParameters = network.roundedParameters();
      double bestQuality = -1;
      WeightAverage average = new WeightAverage(bestRows.length, bestParameters.length);
      int bestEpoch = 0;
      Random random = new Random(seed);
      for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
        Collections.shuffle(learned, random);
        double rate = recipe.embeddingRate() * (1 - (epoch - 1.0) / recipe.epochs());
        network.learningRate(recipe.learningRate() * (1 - (epoch - 1.0) / recipe.epochs()));
        double trainingLoss = 0;
        for (int from = 0; from < learned.size(); from += recipe.batch()) {
          List<Encoded> batch =
              learned.subList(from, Math.min(learned.size(), from + recipe.batch()));
          trainingLoss +=
              step(network, table, squares, batch, classWeights, teaching, rate, random);
        }
        double quality = quality(network, table, kept);
        progress.accept(
            String.format(
                Locale.ROOT,
                "epoch %d of %d: training loss %.4f, held-out macro F1 %.4f%s",
                epoch,
                recipe.epochs(),
                trainingLoss / learned.size(),
                quality,
                kept.isEmpty() || quality > bestQuality ? "" : " (no better)"));
        if (kept.isEmpty() || quality > bestQuality) {
          bestQuality = quality;
          bestEpoch = epoch;
          bestRows = table.rows().clone();
          bestParameters = network.roundedParameters();
        }
        if (epoch > recipe.epochs() - recipe.averaged()) {
          average.add(table.rows(), network.roundedParameters());
        }
        if (epoch - bestEpoch >= recipe.patience()) {
          break;
        }
      }
      if (average.count() > 1) {
        System.arraycopy(average.rows(), 0, table.rows(), 0, bestRows.length);
        double quality = quality(configuration, average.parameters(), table, kept);
        progress.accept(
            String.format(
                Locale.ROOT,
                "average of the last %d: held-out macro F1 %.4f",
                average.count(),
                quality));
        // A single pass looks better than it is, being the luckiest of several: ties and near
        // ties go to the average.
        if (quality > bestQuality - NEAR) {
          return new Trained(table, configuration, average.parameters(), recipe.epochs(), quality);
        }
      }
      System.arraycopy(bestRows, 0, table.rows(), 0, bestRows.length);
      return new Trained(table, configuration, bestParameters, bestEpoch, bestQuality);
    }
  }

  private double step(
      DenseNetwork network,
      TrainingTable table,
      float[] squares,
      List<Encoded> batch,
      Map<String, float[][]> classWeights,
      double teaching,
      double rate,
      Random random) {
    int inputs = settings.inputs();
    int width = settings.dimensions();
    float[] input = new float[batch.size() * inputs];
    int[][] words = new int[batch.size()][];
    int[][] pieces = new int[batch.size()][];
    for (int t = 0; t < batch.size(); t++) {
      Encoded encoded = batch.get(t);
      words[t] = drop(encoded.words(), random);
      pieces[t] = drop(encoded.pieces(), random);
      if (recipe.names() > 0 && random.nextFloat() < recipe.names()) {
        words[t] = Arrays.copyOf(words[t], words[t].length + 1);
        words[t][words[t].length - 1] = Encoder.nameRow(settings);
      }
      fill(table, words[t], pieces[t], encoded.measures(), input, t * inputs);
    }
    float[] outputs = network.forward(input, batch.size());
    float[] errors = new float[outputs.length];
    double loss = 0;
    for (int t = 0; t < batch.size(); t++) {
      loss += errors(batch.get(t), outputs, t * Head.OUTPUTS, classWeights, teaching, errors);
    }
    float[] back = network.learn(errors, batch.size());
    for (int t = 0; t < batch.size(); t++) {
      table.learn(squares, words[t], words[t].length, back, t * inputs, rate);
      table.learn(squares, pieces[t], pieces[t].length, back, t * inputs + width, rate);
    }
    return loss;
  }

  /**
   * Errors (derivatives of the loss by the outputs) of one text; returns its loss by the labels.
   *
   * @param teaching share of the errors that the teachers decide where there is a label; where
   *     there is none, they alone do; 0 if there are no teachers
   */
  private static double errors(
      Encoded encoded,
      float[] outputs,
      int offset,
      Map<String, float[][]> classWeights,
      double teaching,
      float[] errors) {
    double loss = 0;
    LabelledText text = encoded.text();
    for (Head head : Head.values()) {
      float[] target = text.targets()[head.ordinal()];
      if (target == null && teaching == 0) {
        continue;
      }
      float[] p = head.probabilities(outputs, offset, 1f);
      int first = offset + head.offset();
      if (target != null) {
        float[] weights = weights(classWeights, text)[head.ordinal()];
        double weight = 0;
        for (int i = 0; i < p.length; i++) {
          weight += target[i] * weights[i];
          loss -= target[i] * Math.log(Math.max(p[i], 1e-9));
        }
        weight *= text.weight() * (1 - teaching);
        for (int i = 0; i < p.length; i++) {
          errors[first + i] = (float) ((p[i] - target[i]) * weight);
        }
      }
      if (teaching > 0) {
        double weight = Math.min(1, text.weight()) * (target == null ? 1 : teaching);
        for (int i = 0; i < p.length; i++) {
          errors[first + i] += (float) ((p[i] - encoded.taught()[head.offset() + i]) * weight);
        }
      }
    }
    return loss;
  }

  private static float[][] weights(Map<String, float[][]> classWeights, LabelledText text) {
    return Objects.requireNonNull(classWeights.get(text.set()));
  }

  private int[] drop(int[] rows, Random random) {
    if (recipe.dropout() == 0) {
      return rows;
    }
    int[] kept = new int[rows.length];
    int count = 0;
    int threshold = (int) (recipe.dropout() * (1 << 16));
    for (int i = 0; i < rows.length; i++) {
      if ((random.nextInt() >>> 16) >= threshold) {
        kept[count++] = rows[i];
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static void fill(
      TrainingTable table, int[] words, int[] pieces, float[] measures, float[] input, int offset) {
    int width = table.dimensions();
    table.pool(words, words.length, input, offset);
    table.pool(pieces, pieces.length, input, offset + width);
    System.arraycopy(measures, 0, input, offset + 2 * width, measures.length);
  }

  /**
   * Mean of the macro F1 of each head and language: what the model is made for, where the loss
   * would stop at the first head that becomes too sure of itself (which calibration cures).
   */
  private static double quality(
      String configuration, float[] parameters, TrainingTable table, List<Encoded> texts) {
    try (DenseNetwork network = DenseNetwork.of(configuration, parameters)) {
      return quality(network, table, texts);
    }
  }

  private static double quality(DenseNetwork network, TrainingTable table, List<Encoded> texts) {
    Map<String, Evaluation> evaluations = new TreeMap<>();
    forEachBatch(
        network,
        table,
        texts,
        (encoded, outputs, offset) -> {
          LabelledText text = encoded.text();
          for (Head head : Head.values()) {
            float[] target = text.targets()[head.ordinal()];
            if (target != null) {
              evaluations
                  .computeIfAbsent(head + " " + text.lang(), key -> new Evaluation(head))
                  .add(Evaluation.argMax(target), head.probabilities(outputs, offset, 1f));
            }
          }
        });
    return evaluations.values().stream().mapToDouble(Evaluation::macroF1).average().orElse(0);
  }

  /** Receives what the network says of one text: numbers of its outputs from an offset on. */
  private interface Answer {
    void of(Encoded text, float[] outputs, int offset);
  }

  private static void forEachBatch(
      DenseNetwork network, TrainingTable table, List<Encoded> texts, Answer answer) {
    int inputs = network.inputs();
    float[] input = new float[EVALUATION_BATCH * inputs];
    float[] outputs = new float[EVALUATION_BATCH * Head.OUTPUTS];
    for (int from = 0; from < texts.size(); from += EVALUATION_BATCH) {
      List<Encoded> batch = texts.subList(from, Math.min(texts.size(), from + EVALUATION_BATCH));
      for (int t = 0; t < batch.size(); t++) {
        Encoded encoded = batch.get(t);
        fill(table, encoded.words(), encoded.pieces(), encoded.measures(), input, t * inputs);
      }
      network.score(input, batch.size(), outputs);
      for (int t = 0; t < batch.size(); t++) {
        answer.of(batch.get(t), outputs, t * Head.OUTPUTS);
      }
    }
  }

  /**
   * How much each class weighs, by set and head: (average frequency / its frequency)^balance. By
   * set, because each was collected with priors of its own, and none has those of the stream.
   */
  private Map<String, float[][]> classWeights(List<Encoded> texts) {
    Map<String, float[][]> counts = new HashMap<>();
    for (Encoded encoded : texts) {
      float[][] own = counts.computeIfAbsent(encoded.text().set(), set -> perClass());
      for (Head head : Head.values()) {
        float[] target = encoded.text().targets()[head.ordinal()];
        for (int i = 0; target != null && i < target.length; i++) {
          own[head.ordinal()][i] += target[i];
        }
      }
    }
    for (float[][] ofSet : counts.values()) {
      for (Head head : Head.values()) {
        float[] ofHead = ofSet[head.ordinal()];
        double balance = Objects.requireNonNull(recipe.balance().get(head));
        double total = 0;
        int classes = 0;
        for (float count : ofHead) {
          total += count;
          classes += count > 0 ? 1 : 0;
        }
        for (int i = 0; i < ofHead.length; i++) {
          double ratio = ofHead[i] == 0 ? 1 : total / classes / ofHead[i];
          ofHead[i] = (float) Math.min(MAX_CLASS_WEIGHT, Math.pow(ratio, balance));
        }
      }
    }
    return counts;
  }

  private static float[][] perClass() {
    float[][] perClass = new float[HEADS][];
    for (Head head : Head.values()) {
      perClass[head.ordinal()] = new float[head.size()];
    }
    return perClass;
  }

  /** Texts that cannot be scored cannot be learned from either. */
  private List<Encoded> encode(List<LabelledText> texts) {
    Encoder encoder = new Encoder(settings, known, brands);
    int teachers = recipe.teachers();
    List<Encoded> encoded = new ArrayList<>(texts.size());
    for (LabelledText text : texts) {
      if (encoder.encode(text.text(), text.lang()) == null && encoder.hasWords()) {
        encoded.add(
            new Encoded(
                Arrays.copyOf(encoder.wordRows(), encoder.wordCount()),
                Arrays.copyOf(encoder.pieceRows(), encoder.pieceCount()),
                encoder.measures().clone(),
                new float[teachers == 0 ? 0 : Head.OUTPUTS],
                teachers == 0
                    ? 0
                    : Training.hash(Training.key(text.text()), TEACHER_SEED) % teachers,
                text));
      }
    }
    return encoded;
  }
}
