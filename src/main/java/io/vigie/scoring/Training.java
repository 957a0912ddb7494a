package io.vigie.scoring;

import io.vigie.yaml.InvalidFileException;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Makes a model bundle: reads the texts of a recipe, keeps a part of them from training, trains,
 * stores the embeddings as bytes, balances and calibrates what was stored on the part kept, and
 * measures how far "negative" can be trusted.
 */
public final class Training {

  private final Recipe recipe;
  private final BrandNames brands;
  private final Path recipeHome;
  private final Path data;
  private final Consumer<String> progress;

  private Training(Recipe recipe, Path file, Path data, Consumer<String> progress) {
    this.recipe = recipe;
    this.brands = BrandNames.of(recipe.brands());
    this.recipeHome = file.toAbsolutePath().normalize().resolveSibling("");
    this.data = data;
    this.progress = progress;
  }

  /**
   * Trains by a recipe.
   *
   * @param recipe YAML file
   * @param data directory with the files that the recipe names
   * @param out directory of the new bundle
   * @param progress receives one line for each step
   * @return what is known of the model
   * @throws InvalidFileException with every problem of the recipe or the data
   */
  public static ModelManifest run(Path recipe, Path data, Path out, Consumer<String> progress)
      throws IOException {
    return new Training(Recipe.read(recipe), recipe, data, progress).run(out);
  }

  /**
   * Trains once for each fold, without the texts of that fold, and judges what was learned on them:
   * how good the recipe is, measured on every text of the sets that say {@code held-out}. Equal
   * texts are always in the same fold. No pass is picked by the texts that it is judged on.
   *
   * @param recipe YAML file
   * @param data directory with the files that the recipe names
   * @param folds 2 to 20
   * @param progress receives one line for each step
   * @return the table, as Markdown
   * @throws InvalidFileException with every problem of the recipe or the data
   */
  public static String crossValidate(Path recipe, Path data, int folds, Consumer<String> progress) {
    return new Training(Recipe.read(recipe), recipe, data, progress).crossValidate(folds);
  }

  private String crossValidate(int folds) {
    CrossValidation results = new CrossValidation();
    for (int fold = 0; fold < folds; fold++) {
      progress.accept("fold " + (fold + 1) + " of " + folds);
      int left = fold;
      Corpus corpus = corpus(key -> hash(key, recipe.seed() + 1) % folds == left);
      KnownWords known = known(corpus);
      Trainer.Trained trained =
          new Trainer(recipe, known, brands, progress)
              .train(corpus.learned(), List.of(), corpus.unlabelled());
      Model model = model(trained, known, draft(trained, corpus));
      try (TextScorer scorer = new Dl4jTextScorer(model, brands)) {
        results.add(scorer, corpus.heldOut());
      }
    }
    return results.table();
  }

  private ModelManifest run(Path out) throws IOException {
    double share = recipe.heldOutShare();
    Corpus corpus = corpus(key -> hash(key, recipe.seed()) < share * (1 << 16));
    List<LabelledText> heldOut = corpus.heldOut();
    KnownWords known = known(corpus);
    Trainer.Trained learned =
        new Trainer(recipe, known, brands, progress)
            .train(corpus.learned(), heldOut, corpus.unlabelled());
    ModelManifest draft = draft(learned, corpus);
    Trainer.Trained trained =
        unbiased(calibrated(model(learned, known, draft), heldOut), learned, heldOut);
    Model model = calibrated(model(trained, known, draft), heldOut);
    ModelManifest calibrated = model.manifest();
    ModelManifest measured =
        manifest(
            calibrated.embeddingScale(),
            calibrated.labels(),
            calibrated.temperatures(),
            negativeRates(model, heldOut),
            figures(model, heldOut));
    ModelManifest written =
        ModelBundle.write(
            out,
            measured,
            trained.table().toBytes(calibrated.embeddingScale(), recipe.levels()),
            trained.configuration(),
            trained.parameters(),
            known);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s written to %s (%d bytes), best epoch %d, held-out macro F1 %.4f",
            written.id(),
            out,
            Files.size(out.resolve(ModelBundle.ZIP)),
            trained.epochs(),
            trained.quality()));
    return written;
  }

  private KnownWords known(Corpus corpus) {
    return KnownWords.of(recipe.encoder(), brands, corpus.learned());
  }

  private ModelManifest draft(Trainer.Trained trained, Corpus corpus) {
    return manifest(
        trained.table().byteScale(recipe.levels()),
        labels(corpus.learned()),
        Map.of(),
        Map.of(),
        Map.of());
  }

  /** The model as it is stored, with its embeddings as bytes. */
  private Model model(Trainer.Trained trained, KnownWords known, ModelManifest manifest) {
    float scale = manifest.embeddingScale();
    return new Model(
        manifest,
        EmbeddingTable.of(recipe.encoder(), trained.table().toBytes(scale, recipe.levels()), scale),
        trained.configuration(),
        trained.parameters(),
        known);
  }

  private Model calibrated(Model model, List<LabelledText> heldOut) {
    ModelManifest draft = model.manifest();
    Map<String, Float> temperatures = new Calibration(model, brands, heldOut).temperatures();
    return new Model(
        manifest(draft.embeddingScale(), draft.labels(), temperatures, Map.of(), Map.of()),
        model.table(),
        model.configuration(),
        model.parameters(),
        model.words());
  }

  private Trainer.Trained unbiased(
      Model model, Trainer.Trained trained, List<LabelledText> heldOut) {
    try (TextScorer scorer = new Dl4jTextScorer(model, brands)) {
      return LanguageBiases.fit(model, scorer, heldOut, recipe.balance()).addTo(trained, recipe);
    }
  }

  /** What a run learns from, what it is judged on, and texts that nobody labelled. */
  private record Corpus(
      List<LabelledText> learned, List<LabelledText> heldOut, List<LabelledText> unlabelled) {}

  /**
   * Reads the files of the recipe.
   *
   * @param isHeldOut decides by the {@link #key} of a text, so that equal texts fall the same way
   */
  private Corpus corpus(Predicate<String> isHeldOut) {
    Problems problems = new Problems();
    Set<String> never = new HashSet<>();
    for (String file : recipe.never()) {
      for (String text : LabelledTexts.readTexts(existing(file, problems), problems)) {
        never.add(key(text));
      }
    }
    Corpus corpus = new Corpus(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Set<String> seen = new HashSet<>();
    for (TrainingSet set : recipe.sets()) {
      List<LabelledText> texts = LabelledTexts.read(existing(set.file(), problems), set, problems);
      int tested = 0;
      int kept = 0;
      for (LabelledText text : texts) {
        String key = key(text.text());
        if (never.contains(key)) {
          tested++;
        } else if (isHeldOut.test(key)) {
          // The same text may stand in several files: it is kept from training in all of them.
          if (set.heldOut() && seen.add(set.file() + key)) {
            corpus.heldOut().add(text);
            kept++;
          }
        } else {
          corpus.learned().add(text);
        }
      }
      progress.accept(
          String.format(
              Locale.ROOT,
              "%s: %d texts, %d held out, %d left out as tested on",
              set.file(),
              texts.size(),
              kept,
              tested));
    }
    for (String file : recipe.unlabelled()) {
      for (LabelledText text : LabelledTexts.readUnlabelled(existing(file, problems), problems)) {
        String key = key(text.text());
        if (!never.contains(key) && !isHeldOut.test(key) && seen.add(key)) {
          corpus.unlabelled().add(text);
        }
      }
    }
    if (!problems.none()) {
      throw new InvalidFileException(problems.sorted());
    }
    if (corpus.learned().isEmpty() || corpus.heldOut().isEmpty()) {
      throw new InvalidFileException(
          List.of(new Problem(data.toString(), 0, "has too few labelled texts to train on")));
    }
    return corpus;
  }

  /** A file that begins with a dot is looked for from the recipe, any other in the data. */
  private Path existing(String file, Problems problems) {
    if (file.startsWith("./") || file.startsWith("../")) {
      return recipeHome.resolve(file).normalize();
    }
    Path path = data.resolve(file).normalize();
    if (!path.startsWith(data.normalize())) {
      problems.add(new Problem(file, 0, "is not inside the data directory"));
    }
    return path;
  }

  /** Texts that differ only in case and blanks are the same text. */
  static String key(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  /** 0 to 65,535, by the text itself, so that it falls the same way in every file and run. */
  static int hash(String key, long seed) {
    return Hash.row(Hash.of(key), (int) seed, 16);
  }

  private Map<String, List<String>> labels(List<LabelledText> texts) {
    Map<String, List<String>> labels = new LinkedHashMap<>();
    for (Head head : Head.values()) {
      if (texts.stream().anyMatch(text -> text.targets()[head.ordinal()] != null)) {
        labels.put(head.label(), head.labels());
      }
    }
    return labels;
  }

  private ModelManifest manifest(
      float scale,
      Map<String, List<String>> labels,
      Map<String, Float> temperatures,
      Map<String, ModelManifest.NegativeRates> negativeRates,
      Map<String, Double> figures) {
    return new ModelManifest(
        ModelBundle.FORMAT,
        recipe.name(),
        recipe.version(),
        recipe.about(),
        Map.of(),
        labels,
        EncoderSettings.VERSION,
        recipe.encoder(),
        scale,
        temperatures,
        List.of(LanguageDetector.FRENCH, LanguageDetector.ENGLISH),
        negativeRates,
        recipe.sha256(),
        figures,
        "./vigie train --recipe models/" + recipe.name() + "/recipe.yaml --data DIR --out DIR");
  }

  private Map<String, ModelManifest.NegativeRates> negativeRates(
      Model model, List<LabelledText> texts) {
    Map<String, Evaluation> byLanguage = new TreeMap<>();
    try (TextScorer scorer = new Dl4jTextScorer(model, brands)) {
      for (Evaluator.Labelled labelled : Evaluator.labelled(scorer, texts, Head.SENTIMENT)) {
        String language = labelled.text().lang();
        if (language != null) {
          byLanguage
              .computeIfAbsent(language, lang -> new Evaluation(Head.SENTIMENT))
              .add(Evaluation.argMax(labelled.target()), labelled.p());
        }
      }
    }
    Map<String, ModelManifest.NegativeRates> rates = new TreeMap<>();
    byLanguage.forEach((lang, evaluation) -> rates.put(lang, rates(evaluation)));
    return rates;
  }

  private static ModelManifest.NegativeRates rates(Evaluation evaluation) {
    int negative = Sentiment.NEGATIVE.ordinal();
    long[][] confusion = evaluation.confusion();
    long falsely = 0;
    long others = 0;
    for (int truth = 0; truth < confusion.length; truth++) {
      if (truth != negative) {
        falsely += confusion[truth][negative];
        for (long cell : confusion[truth]) {
          others += cell;
        }
      }
    }
    double truePositive = evaluation.recall(negative);
    return new ModelManifest.NegativeRates(
        Double.isNaN(truePositive) ? 1 : round(truePositive),
        others == 0 ? 0 : round((double) falsely / others),
        (int) evaluation.count(),
        (int) (evaluation.count() - others));
  }

  private Map<String, Double> figures(Model model, List<LabelledText> texts) {
    Map<Head, Evaluation> byHead = new EnumMap<>(Head.class);
    try (TextScorer scorer = new Dl4jTextScorer(model, brands)) {
      byHead.putAll(Evaluator.evaluate(scorer, texts));
    }
    Map<String, Double> figures = new TreeMap<>();
    byHead.forEach(
        (head, evaluation) -> {
          figures.put("heldOut." + head.label() + ".macroRecall", round(evaluation.macroRecall()));
          figures.put("heldOut." + head.label() + ".macroF1", round(evaluation.macroF1()));
          figures.put(
              "heldOut." + head.label() + ".calibrationError",
              round(evaluation.calibrationError()));
        });
    return figures;
  }

  private static double round(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
