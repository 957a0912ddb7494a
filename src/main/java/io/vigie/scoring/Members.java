package io.vigie.scoring;

import java.util.List;

/**
 * Joins several trained models into one that answers with the mean of their outputs: their rows
 * stand side by side in one table, and each hidden unit reads the part of its own member. The
 * joined model is like any other, so that scoring knows nothing of members.
 */
final class Members {

  private final List<Trainer.Trained> members;
  private final int width;
  private final int units;

  private Members(List<Trainer.Trained> members, Recipe recipe) {
    this.members = members;
    this.width = recipe.encoder().dimensions() / members.size();
    this.units = recipe.hidden() / members.size();
  }

  /** The joined model; its quality is still to be measured. */
  static Trainer.Trained join(List<Trainer.Trained> members, Recipe recipe) {
    Members joined = new Members(members, recipe);
    try (DenseNetwork shape =
        DenseNetwork.create(
            recipe.encoder().inputs(),
            recipe.hidden(),
            recipe.learningRate(),
            recipe.l2(),
            recipe.seed())) {
      return new Trainer.Trained(
          joined.table(),
          shape.configuration(),
          joined.parameters(),
          members.stream().mapToInt(Trainer.Trained::epochs).max().orElse(0),
          0);
    }
  }

  private TrainingTable table() {
    int wide = members.size() * width;
    int rows = members.get(0).table().rows().length / width;
    float[] all = new float[rows * wide];
    for (int m = 0; m < members.size(); m++) {
      float[] own = members.get(m).table().rows();
      for (int row = 0; row < rows; row++) {
        System.arraycopy(own, row * width, all, row * wide + m * width, width);
      }
    }
    return new TrainingTable(wide, all);
  }

  /** All weights in DL4J's order: by layer, the weights unit by unit, then the biases. */
  private float[] parameters() {
    int count = members.size();
    int wide = count * width;
    int inputs = 2 * wide + Encoder.MEASURES;
    int ownInputs = 2 * width + Encoder.MEASURES;
    int hidden = count * units;
    int outputWeights = (inputs + 1) * hidden;
    int outputBiases = outputWeights + hidden * Head.OUTPUTS;
    float[] all = new float[outputBiases + Head.OUTPUTS];
    for (int m = 0; m < count; m++) {
      float[] own = members.get(m).parameters();
      for (int unit = 0; unit < units; unit++) {
        int from = unit * ownInputs;
        int to = (m * units + unit) * inputs;
        System.arraycopy(own, from, all, to + m * width, width);
        System.arraycopy(own, from + width, all, to + wide + m * width, width);
        System.arraycopy(own, from + 2 * width, all, to + 2 * wide, Encoder.MEASURES);
      }
      System.arraycopy(own, ownInputs * units, all, inputs * hidden + m * units, units);
      int ownOutputs = (ownInputs + 1) * units;
      for (int out = 0; out < Head.OUTPUTS; out++) {
        for (int unit = 0; unit < units; unit++) {
          all[outputWeights + out * hidden + m * units + unit] =
              own[ownOutputs + out * units + unit] / count;
        }
        all[outputBiases + out] += own[ownOutputs + units * Head.OUTPUTS + out] / count;
      }
    }
    return DenseNetwork.rounded(all);
  }
}
