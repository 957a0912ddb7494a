package io.vigie.scoring;

import io.vigie.scoring.Evaluator.Labelled;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the temperature of each head that makes its probabilities honest (Guo et al. 2017): the one
 * with the smallest cross-entropy on texts kept from training. A temperature never changes which
 * class is likeliest.
 */
final class Calibration {

  private final Model model;
  private final BrandNames brands;
  private final List<LabelledText> texts;

  Calibration(Model model, BrandNames brands, List<LabelledText> texts) {
    this.model = model;
    this.brands = brands;
    this.texts = texts;
  }

  Map<String, Float> temperatures() {
    Map<String, Float> temperatures = new TreeMap<>();
    for (Head head : Head.values()) {
      try (TextScorer scorer = new Dl4jTextScorer(model, brands)) {
        List<Labelled> labelled = Evaluator.labelled(scorer, texts, head);
        if (!labelled.isEmpty()) {
          temperatures.put(
              head.label(),
              best(
                  labelled.stream().map(one -> logs(one.p())).toList(),
                  labelled.stream().map(Labelled::target).toList()));
        }
      }
    }
    return temperatures;
  }

  /** Golden-section search on the logarithm of the temperature, from 1/4 to 8. */
  private static float best(List<float[]> logs, List<float[]> targets) {
    double low = Math.log(0.25);
    double high = Math.log(8);
    double ratio = (Math.sqrt(5) - 1) / 2;
    for (int i = 0; i < 40; i++) {
      double a = high - ratio * (high - low);
      double b = low + ratio * (high - low);
      if (loss(logs, targets, Math.exp(a)) < loss(logs, targets, Math.exp(b))) {
        high = b;
      } else {
        low = a;
      }
    }
    return (float) (Math.round(Math.exp((low + high) / 2) * 1000) / 1000.0);
  }

  private static double loss(List<float[]> logs, List<float[]> targets, double temperature) {
    double loss = 0;
    for (int t = 0; t < logs.size(); t++) {
      float[] log = logs.get(t);
      float[] target = targets.get(t);
      double sum = 0;
      for (float value : log) {
        sum += Math.exp(value / temperature);
      }
      for (int i = 0; i < log.length; i++) {
        loss -= target[i] * (log[i] / temperature - Math.log(sum));
      }
    }
    return loss;
  }

  private static float[] logs(float[] p) {
    float[] logs = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      logs[i] = (float) Math.log(Math.max(p[i], 1e-12f));
    }
    return logs;
  }
}
