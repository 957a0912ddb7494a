package io.vigie.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Teaches the embedding table which words stand together, before any label is seen: some words and
 * most emoji of a text are hidden, and the pools of what is left learn to tell them from words
 * drawn at random (continuous bag of words with negative sampling, Mikolov et al. 2013, over the
 * whole text and with the model's own features). Rows of a hidden word's pieces and phrases are
 * hidden with it, or they would give it away.
 *
 * <p>On one thread; the same texts give the same table.
 */
final class Pretraining {

  private static final double HIDDEN_WORDS = 0.25;

  /** Emoji and emoticons say most of what a reader should learn from a text without a label. */
  private static final double HIDDEN_EMOJI = 0.8;

  /** Words more frequent than this are hidden less often, as word2vec subsamples them. */
  private static final double FREQUENT = 1e-4;

  /** Words that occur less often than this are never asked for. */
  private static final int RARE = 5;

  private static final int MAX_HIDDEN = 40;
  private static final int NEGATIVES = 5;
  private static final double KEPT_ROWS = 0.6;
  private static final double ROW_RATE = 0.02;
  private static final double WORD_RATE = 0.05;
  private static final float START = 0.05f;
  private static final int DRAWS = 1 << 20;

  private final EncoderSettings settings;
  private final Encoder encoder;
  private final Random random;
  private final Consumer<String> progress;
  private final int width;
  private final int[] counts;
  private final TrainingTable table;
  private final float[] squares;

  /** What is looked for beside a text: a vector for each word, of the size of both pools. */
  private final float[] words;

  private final float[] wordSquares;
  private final int[] wordRows = new int[Encoder.MAX_ROWS];
  private final int[] pieceRows = new int[Encoder.MAX_ROWS];
  private final int[] targets = new int[MAX_HIDDEN];
  private final boolean[] hidden = new boolean[Tokenizer.MAX_TOKENS];
  private final float[] pools;
  private final float[] errors;
  private long total;
  private double loss;
  private long asked;

  private Pretraining(Encoder encoder, long seed, Consumer<String> progress) {
    this.settings = encoder.settings();
    this.encoder = encoder;
    this.random = new Random(seed);
    this.progress = progress;
    this.width = settings.dimensions();
    this.counts = new int[settings.rows()];
    this.table = new TrainingTable(settings);
    this.squares = new float[settings.rows()];
    this.words = new float[settings.rows() * 2 * width];
    this.wordSquares = new float[settings.rows()];
    this.pools = new float[2 * width];
    this.errors = new float[2 * width];
  }

  /**
   * A table that knows what stands together.
   *
   * @param encoder reads the texts
   * @param texts to learn from; their labels are not looked at
   * @param passes over them, at least 1
   */
  static TrainingTable run(
      Encoder encoder, long seed, List<LabelledText> texts, int passes, Consumer<String> progress) {
    return new Pretraining(encoder, seed, progress).run(texts, passes);
  }

  private TrainingTable run(List<LabelledText> texts, int passes) {
    List<LabelledText> readable = count(texts);
    int[] draws = draws();
    float[] rows = table.rows();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = START * (2 * random.nextFloat() - 1);
    }
    long done = 0;
    for (int pass = 1; pass <= passes; pass++) {
      Collections.shuffle(readable, random);
      loss = 0;
      asked = 0;
      for (LabelledText text : readable) {
        double left = 1 - 0.95 * done++ / ((double) passes * readable.size());
        encoder.encode(text.text(), text.lang());
        learn(draws, left);
      }
      progress.accept(
          String.format(
              Locale.ROOT,
              "pre-training %d of %d: %d texts, loss of a word %.4f",
              pass,
              passes,
              readable.size(),
              loss / Math.max(1, asked)));
    }
    forgetUntouched(rows);
    return table;
  }

  /** Counts words; the texts that can be read. */
  private List<LabelledText> count(List<LabelledText> texts) {
    List<LabelledText> readable = new ArrayList<>();
    for (LabelledText text : texts) {
      if (encoder.encode(text.text(), text.lang()) == null && encoder.hasWords()) {
        readable.add(text);
        for (int token = 0; token < encoder.tokens(); token++) {
          counts[encoder.tokenRow(token)]++;
          total++;
        }
      }
    }
    return readable;
  }

  /** Words to draw from, each as often as its frequency to the power of 3/4 demands. */
  private int[] draws() {
    double all = 0;
    for (int count : counts) {
      all += Math.pow(count, 0.75);
    }
    int[] draws = new int[DRAWS];
    int drawn = 0;
    double sum = 0;
    for (int row = 0; row < counts.length; row++) {
      sum += Math.pow(counts[row], 0.75);
      while (drawn < DRAWS && drawn < sum / all * DRAWS) {
        draws[drawn++] = row;
      }
    }
    return draws;
  }

  private void learn(int[] draws, double left) {
    int hiddenTokens = hide();
    if (hiddenTokens == 0 || hiddenTokens == encoder.tokens()) {
      return;
    }
    int wordCount = keep(encoder.wordRows(), encoder.wordTokens(), encoder.wordCount(), wordRows);
    int pieceCount =
        keep(encoder.pieceRows(), encoder.pieceTokens(), encoder.pieceCount(), pieceRows);
    if (wordCount == 0 || pieceCount == 0) {
      return;
    }
    table.pool(wordRows, wordCount, pools, 0);
    table.pool(pieceRows, pieceCount, pools, width);
    Arrays.fill(errors, 0f);
    for (int i = 0; i < hiddenTokens; i++) {
      ask(targets[i], true);
      for (int negative = 0; negative < NEGATIVES; negative++) {
        ask(draws[random.nextInt(DRAWS)], false);
      }
    }
    table.learn(squares, wordRows, wordCount, errors, 0, ROW_RATE * left);
    table.learn(squares, pieceRows, pieceCount, errors, width, ROW_RATE * left);
  }

  /** Chooses the tokens to hide; their number. */
  private int hide() {
    int count = 0;
    for (int token = 0; token < encoder.tokens(); token++) {
      int row = encoder.tokenRow(token);
      double share = encoder.isEmoji(token) ? HIDDEN_EMOJI : HIDDEN_WORDS;
      double often = (double) counts[row] / total;
      if (often > FREQUENT) {
        share *= Math.sqrt(FREQUENT / often);
      }
      hidden[token] = counts[row] >= RARE && count < MAX_HIDDEN && random.nextFloat() < share;
      if (hidden[token]) {
        targets[count++] = row;
      }
    }
    return count;
  }

  /** Copies the rows that a step sees; a phrase belongs to its last token and the two before. */
  private int keep(int[] rows, int[] tokens, int count, int[] kept) {
    int used = 0;
    for (int i = 0; i < count; i++) {
      int token = tokens[i];
      boolean gone =
          hidden[token] || (token > 0 && hidden[token - 1]) || (token > 1 && hidden[token - 2]);
      if (!gone && random.nextFloat() < KEPT_ROWS) {
        kept[used++] = rows[i];
      }
    }
    return used;
  }

  /** Asks whether a word stands in the text, and learns from the answer. */
  private void ask(int word, boolean isThere) {
    int base = word * 2 * width;
    float sum = 0;
    float size = 0;
    for (int d = 0; d < 2 * width; d++) {
      sum += pools[d] * words[base + d];
      size += pools[d] * pools[d];
    }
    double p = 1 / (1 + StrictMath.exp(-sum));
    float error = (float) (isThere ? p - 1 : p);
    loss -= StrictMath.log(Math.max(1e-6, isThere ? p : 1 - p));
    asked += isThere ? 1 : 0;
    wordSquares[word] += error * error * size / (2 * width);
    float step = (float) (WORD_RATE * error / Math.sqrt(wordSquares[word] + 1e-8));
    for (int d = 0; d < 2 * width; d++) {
      errors[d] += error * words[base + d];
      words[base + d] -= step * pools[d];
    }
  }

  /** A feature that no text had says nothing. */
  private void forgetUntouched(float[] rows) {
    for (int row = 0; row < settings.rows(); row++) {
      if (squares[row] == 0) {
        Arrays.fill(rows, row * width, (row + 1) * width, 0f);
      }
    }
  }
}
