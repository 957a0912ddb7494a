package io.vigie.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores texts with a trained {@link Model}: rows of the embedding table are gathered and pooled
 * here, and the whole batch goes through the DL4J network in one call, which costs a fixed 0.1 to 2
 * ms whatever the batch: give it 64 to {@value #MAX_BATCH} texts at a time, or more.
 *
 * <p>One instance belongs to one thread; the embedding table is shared between instances. The
 * answer for a text does not depend on the batch it came in.
 */
final class Dl4jTextScorer implements TextScorer {

  private static final Logger LOG = LoggerFactory.getLogger(Dl4jTextScorer.class);

  /** Texts in one call of the network; larger batches are cut into such. */
  static final int MAX_BATCH = DenseNetwork.BATCH;

  private final Model model;
  private final EmbeddingTable table;
  private final BatchNetwork network;
  private final Encoder encoder;
  private final int inputs;
  private final float[] outputs = new float[MAX_BATCH * Head.OUTPUTS];
  private float[] input = new float[0];

  /** Words read and words unknown of French, English and all other texts. */
  private final long[][] wordUse = new long[3][2];

  private long textWords;
  private long textUnknown;

  Dl4jTextScorer(Model model, BrandNames names) {
    this(model, model.network(), names);
  }

  Dl4jTextScorer(Model model, BatchNetwork network, BrandNames names) {
    this.model = model;
    this.table = model.table();
    this.network = network;
    KnownWords known = model.words();
    this.encoder = new Encoder(model.manifest().encoder(), known, names);
    this.inputs = model.manifest().encoder().inputs();
    encoder.tellWords(
        hash -> {
          textWords++;
          textUnknown += known.has(hash) ? 0 : 1;
        });
  }

  @Override
  public List<Scores> score(List<Input> batch) {
    List<Scores> scores = new ArrayList<>(batch.size());
    for (int from = 0; from < batch.size(); from += MAX_BATCH) {
      scoreSome(batch.subList(from, Math.min(batch.size(), from + MAX_BATCH)), scores);
    }
    return scores;
  }

  private void scoreSome(List<Input> batch, List<Scores> scores) {
    int first = scores.size();
    int[] positions = new int[batch.size()];
    @Nullable String[] languages = new String[batch.size()];
    int rows = 0;
    if (input.length < batch.size() * inputs) {
      input = new float[batch.size() * inputs];
    }
    for (int i = 0; i < batch.size(); i++) {
      Scores unscored = encode(batch.get(i), rows);
      // A text that is to be scored holds its place with a null until the network has answered.
      scores.add(unscored == null ? PENDING : unscored);
      if (unscored == null) {
        languages[rows] = encoder.language();
        positions[rows++] = first + i;
      }
    }
    if (rows == 0) {
      return;
    }
    boolean sound = run(input, rows);
    for (int row = 0; row < rows; row++) {
      scores.set(
          positions[row], sound ? answer(row, languages[row]) : scoreAlone(row, languages[row]));
    }
  }

  private static final Scores PENDING = Scores.unscored(UnscoredReason.MODEL_FAILED, null);

  /** Writes the inputs of one text to its row; why it cannot be scored, or null. */
  private @Nullable Scores encode(Input text, int row) {
    textWords = 0;
    textUnknown = 0;
    UnscoredReason reason = encoder.encode(text.text(), text.lang());
    long[] use = wordUse[slot(encoder.language())];
    use[0] += textWords;
    use[1] += textUnknown;
    if (reason != null) {
      return Scores.unscored(reason, encoder.language());
    }
    int offset = row * inputs;
    int width = table.dimensions();
    table.pool(encoder.wordRows(), encoder.wordCount(), input, offset);
    table.pool(encoder.pieceRows(), encoder.pieceCount(), input, offset + width);
    System.arraycopy(encoder.measures(), 0, input, offset + 2 * width, Encoder.MEASURES);
    return null;
  }

  /** Runs the network; false if it failed or gave what is no number. */
  private boolean run(float[] texts, int rows) {
    try {
      network.score(texts, rows, outputs);
    } catch (RuntimeException e) {
      LOG.warn("The model {} failed on a batch of {} texts", modelId(), rows, e);
      return false;
    }
    for (int i = 0; i < rows * Head.OUTPUTS; i++) {
      if (!Float.isFinite(outputs[i])) {
        return false;
      }
    }
    return true;
  }

  /** One bad text must not cost the others of its batch their scores. */
  private Scores scoreAlone(int row, @Nullable String language) {
    float[] alone = Arrays.copyOfRange(input, row * inputs, (row + 1) * inputs);
    return run(alone, 1)
        ? answer(0, language)
        : Scores.unscored(UnscoredReason.MODEL_FAILED, language);
  }

  private Scores answer(int row, @Nullable String language) {
    return new Scores(
        probabilities(Head.SENTIMENT, row),
        probabilities(Head.EMOTION, row),
        probabilities(Head.CATEGORY, row),
        probabilities(Head.OFFENSIVE, row),
        language,
        null);
  }

  private float @Nullable [] probabilities(Head head, int row) {
    return model.has(head)
        ? head.probabilities(outputs, row * Head.OUTPUTS, model.temperature(head))
        : null;
  }

  private static int slot(@Nullable String language) {
    return LanguageDetector.FRENCH.equals(language)
        ? 0
        : LanguageDetector.ENGLISH.equals(language) ? 1 : 2;
  }

  @Override
  public WordUse wordUse(String language) {
    long[] use = wordUse[slot(language)];
    return new WordUse(use[0], use[1]);
  }

  @Override
  public String modelId() {
    return model.manifest().id();
  }

  @Override
  public void close() {
    network.close();
  }
}
