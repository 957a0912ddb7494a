package io.vigie.scoring;

import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model is made, read from YAML; the same recipe, data and machine give the same model.
 *
 * @param name of the model, lower-case words with hyphens
 * @param version of the model
 * @param about one sentence for the model card
 * @param seed of every random choice
 * @param encoder how a text becomes numbers
 * @param hidden width of the hidden layer, 4 to 1024
 * @param members how many models are trained, each with its share of the dimensions and of the
 *     hidden layer, and joined into one that answers with their mean; at least 1
 * @param learningRate of the network (Adam)
 * @param embeddingRate of the embedding table (AdaGrad by row)
 * @param l2 weight decay of the network
 * @param epochs at most so many passes over the data
 * @param batch texts in one step
 * @param dropout share of a text's rows that a step does not see, 0 to 0.9
 * @param names share of the texts that get a name in a step, 0 to 1: a post does not become a
 *     complaint by naming a brand
 * @param balance by head: 0 leaves rare classes rare, 1 lets every class weigh the same
 * @param patience passes without a better result on the held-out texts after which training stops
 * @param averaged how many of the last passes are averaged into a candidate of their own, 0 for
 *     none
 * @param pretraining passes over all texts, labelled or not, in which the embeddings learn which
 *     words stand together before any label is seen; 0 for none
 * @param teachers how many models are trained first, each without its share of the labelled texts,
 *     for a student to learn from; 0 for none, else at least 2
 * @param teaching share of the student's errors that the teachers decide where there is a label, 0
 *     to 1; where there is none, they alone do
 * @param heldOutShare share of the sets marked so that is kept from training, 0.01 to 0.5
 * @param levels the largest number that a stored embedding can be, 1 to 127
 * @param sets what is learned from
 * @param brands names in the texts, each of which stands for any brand
 * @param unlabelled files of texts that only pre-training and the teachers speak of
 * @param never files whose texts must not be learned from, because they are tested on
 * @param sha256 of the recipe's file
 */
record Recipe(
    String name,
    String version,
    String about,
    long seed,
    EncoderSettings encoder,
    int hidden,
    int members,
    double learningRate,
    double embeddingRate,
    double l2,
    int epochs,
    int batch,
    double dropout,
    double names,
    Map<Head, Double> balance,
    int patience,
    int averaged,
    int pretraining,
    int teachers,
    double teaching,
    double heldOutShare,
    int levels,
    List<TrainingSet> sets,
    List<String> brands,
    List<String> unlabelled,
    List<String> never,
    String sha256) {

  /** How one of the members sees a text. */
  EncoderSettings memberEncoder() {
    return new EncoderSettings(
        encoder.bits(),
        encoder.dimensions() / members,
        encoder.minPiece(),
        encoder.maxPiece(),
        encoder.maxPhrase());
  }

  /**
   * Reads a recipe.
   *
   * @throws InvalidFileException with every problem of the file
   */
  static Recipe read(Path file) {
    Problems problems = new Problems();
    YamlNode root = YamlFiles.readMapping(file, problems);
    Recipe recipe = root == null ? null : parse(root, sha256(file, problems), problems);
    if (recipe == null || !problems.none()) {
      throw new InvalidFileException(problems.sorted());
    }
    return recipe;
  }

  private static String sha256(Path file, Problems problems) {
    try {
      return Checksums.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, "cannot be read: " + e));
      return "";
    }
  }

  private static Recipe parse(YamlNode root, String sha256, Problems problems) {
    root.allow(
        problems,
        "name",
        "version",
        "about",
        "seed",
        "encoder",
        "network",
        "training",
        "sets",
        "brands",
        "unlabelled",
        "never");
    YamlNode encoder =
        section(
            root,
            "encoder",
            problems,
            "bits",
            "dimensions",
            "min-piece",
            "max-piece",
            "max-phrase");
    YamlNode network =
        section(root, "network", problems, "hidden", "members", "learning-rate", "l2");
    YamlNode training =
        section(
            root,
            "training",
            problems,
            "epochs",
            "batch",
            "embedding-rate",
            "dropout",
            "names",
            "balance",
            "patience",
            "averaged",
            "pretraining",
            "teachers",
            "teaching",
            "held-out",
            "levels");
    int dimensions =
        (int) encoder.wholeNumber("dimensions", 32, EmbeddingTable.PACK, 128, problems);
    if (dimensions % EmbeddingTable.PACK != 0) {
      problems.add(encoder, "'dimensions' should be a multiple of " + EmbeddingTable.PACK);
    }
    int hidden = (int) network.wholeNumber("hidden", 64, 4, 1024, problems);
    int members = (int) network.wholeNumber("members", 1, 1, 16, problems);
    if (dimensions % members != 0 || hidden % members != 0) {
      problems.add(network, "'dimensions' and 'hidden' should be multiples of 'members'");
    }
    int minPiece = (int) encoder.wholeNumber("min-piece", 3, 2, 6, problems);
    String name = root.requiredText("name", problems);
    if (!name.isEmpty()
        && !name.chars()
            .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
      problems.add(root, "'name' should be lower-case letters, digits and hyphens");
    }
    List<TrainingSet> sets = root.list("sets", node -> set(node, problems));
    if (sets.isEmpty()) {
      problems.add(root, "'sets' should list at least one file to learn from");
    } else if (sets.stream().noneMatch(TrainingSet::heldOut)) {
      problems.add(root, "at least one of the sets should say 'held-out: true'");
    }
    return new Recipe(
        name,
        root.requiredText("version", problems),
        root.requiredText("about", problems),
        root.wholeNumber("seed", 1, 0, Long.MAX_VALUE, problems),
        new EncoderSettings(
            (int) encoder.wholeNumber("bits", 17, 8, 20, problems),
            dimensions,
            minPiece,
            (int) encoder.wholeNumber("max-piece", Math.max(5, minPiece), minPiece, 8, problems),
            (int) encoder.wholeNumber("max-phrase", 2, 2, 3, problems)),
        hidden,
        members,
        network.number("learning-rate", 0.001, 1e-6, 1, problems),
        training.number("embedding-rate", 0.1, 1e-6, 10, problems),
        network.number("l2", 0.0001, 0, 1, problems),
        (int) training.wholeNumber("epochs", 10, 1, 1000, problems),
        (int) training.wholeNumber("batch", 64, 1, 4096, problems),
        training.number("dropout", 0.2, 0, 0.9, problems),
        training.number("names", 0, 0, 1, problems),
        balance(training, problems),
        (int) training.wholeNumber("patience", 2, 1, 1000, problems),
        (int) training.wholeNumber("averaged", 0, 0, 1000, problems),
        (int) training.wholeNumber("pretraining", 0, 0, 100, problems),
        (int) training.wholeNumber("teachers", 0, 0, 20, problems),
        training.number("teaching", 0.5, 0.01, 1, problems),
        training.number("held-out", 0.1, 0.01, 0.5, problems),
        (int) training.wholeNumber("levels", 127, 1, 127, problems),
        sets,
        root.texts("brands", problems),
        root.texts("unlabelled", problems),
        root.texts("never", problems),
        sha256);
  }

  /** One number for all heads, or one for each by its name; 0.5 where nothing is said. */
  private static Map<Head, Double> balance(YamlNode training, Problems problems) {
    YamlNode node = training.get("balance");
    boolean isByHead = node != null && node.isMapping();
    if (node != null && isByHead) {
      node.allow(problems, Arrays.stream(Head.values()).map(Head::label).toArray(String[]::new));
    }
    Map<Head, Double> balance = new EnumMap<>(Head.class);
    for (Head head : Head.values()) {
      balance.put(
          head,
          node != null && isByHead
              ? node.number(head.label(), 0.5, 0, 1, problems)
              : training.number("balance", 0.5, 0, 1, problems));
    }
    return balance;
  }

  private static YamlNode section(YamlNode root, String key, Problems problems, String... known) {
    YamlNode section = root.required(key, problems);
    if (section == null) {
      return root;
    }
    section.allow(problems, known);
    return section;
  }

  private static TrainingSet set(YamlNode node, Problems problems) {
    node.allow(
        problems, "file", "columns", "lang", "heads", "labels", "leave-out", "weight", "held-out");
    List<Head> heads =
        node.list("heads", item -> head(item, problems)).stream().filter(h -> h != null).toList();
    Map<String, String> labels = new LinkedHashMap<>();
    YamlNode mapped = node.get("labels");
    if (mapped != null) {
      for (String key : mapped.keys()) {
        labels.put(key, mapped.requiredText(key, problems));
      }
    }
    YamlNode lang = node.get("lang");
    YamlNode leaveOut = node.get("leave-out");
    if (leaveOut != null) {
      leaveOut.allow(problems, "column", "values");
    }
    return new TrainingSet(
        node.requiredText("file", problems),
        node.texts("columns", problems),
        lang == null ? null : lang.text(),
        heads,
        labels,
        leaveOut == null ? null : leaveOut.requiredText("column", problems),
        leaveOut == null ? Set.of() : Set.copyOf(leaveOut.texts("values", problems)),
        (float) node.number("weight", 1, 0.001, 100, problems),
        node.flag("held-out", false, problems));
  }

  private static @Nullable Head head(YamlNode node, Problems problems) {
    for (Head head : Head.values()) {
      if (head.label().equals(node.text())) {
        return head;
      }
    }
    problems.add(
        node,
        "'" + node.text() + "' is no head; known are sentiment, emotion, category, offensive");
    return null;
  }
}
