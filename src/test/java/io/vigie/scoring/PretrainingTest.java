package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PretrainingTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(14, 16, 3, 4);

  private static final String[] FOODS = {
    "soupe", "tarte", "omelette", "salade", "purée", "galette"
  };
  private static final String[] TASTES = {"salée", "sucrée", "chaude", "froide", "épicée", "fade"};
  private static final String[] MACHINES = {
    "modem", "routeur", "serveur", "clavier", "disque", "écran"
  };
  private static final String[] STATES = {
    "lent", "cassé", "débranché", "bloqué", "muet", "bruyant"
  };

  private final List<LabelledText> texts = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private TrainingTable table = new TrainingTable(SETTINGS);

  @BeforeAll
  void pretrain() {
    for (int i = 0; i < 600; i++) {
      add(FOODS[i % 6] + " " + TASTES[i / 6 % 6] + " " + TASTES[i / 36 % 6]);
      add(MACHINES[i % 6] + " " + STATES[i / 6 % 6] + " " + STATES[i / 36 % 6]);
    }
    table = Pretraining.run(new Encoder(SETTINGS), 1, texts, 12, progress::add);
  }

  private void add(String text) {
    texts.add(new LabelledText(text, "fr", new float[Head.values().length][], 1, "own"));
  }

  @Test
  void wordsOfTheSameCompanyComeCloser() {
    double company = likeness(FOODS, FOODS) + likeness(MACHINES, MACHINES);
    assertThat(company / 2).isGreaterThan(likeness(FOODS, MACHINES) + 0.05);
  }

  @Test
  void theLossFallsFromPassToPass() {
    assertThat(progress).hasSize(12);
    assertThat(loss(progress.get(11))).isLessThan(loss(progress.get(0)));
  }

  @Test
  void aFeatureThatNoTextHasStaysZero() {
    assertThat(pool("xylophone")).containsOnly(0f);
  }

  @Test
  void theSameTextsGiveTheSameTable() {
    TrainingTable again = Pretraining.run(new Encoder(SETTINGS), 1, texts, 12, line -> {});
    assertThat(again.rows()).isEqualTo(table.rows());
  }

  private static double loss(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** Mean cosine of the words of two lists, a word with itself left out. */
  private double likeness(String[] some, String[] others) {
    double sum = 0;
    int pairs = 0;
    for (String one : some) {
      for (String other : others) {
        if (!one.equals(other)) {
          sum += likeness(one, other);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }

  /** Cosine of the rows of two words by themselves. */
  private double likeness(String one, String other) {
    float[] a = pool(one);
    float[] b = pool(other);
    double product = 0;
    double sizeA = 0;
    double sizeB = 0;
    for (int d = 0; d < a.length; d++) {
      product += a[d] * b[d];
      sizeA += a[d] * a[d];
      sizeB += b[d] * b[d];
    }
    return product / Math.sqrt(sizeA * sizeB);
  }

  private float[] pool(String word) {
    Encoder encoder = new Encoder(SETTINGS);
    encoder.encode(word, "fr");
    float[] pool = new float[SETTINGS.dimensions()];
    table.pool(encoder.wordRows(), 1, pool, 0);
    return pool;
  }
}
