package io.vigie.scoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tiny model, trained on invented posts; enough to tell good from bad. */
public final class TrainedModel {

  private static final List<String> GOOD_FR =
      List.of(
          "j'adore %s, merci pour votre aide",
          "service parfait chez %s, je suis ravi",
          "bravo %s, livraison rapide et équipe géniale",
          "excellente expérience avec %s, je recommande");
  private static final List<String> BAD_FR =
      List.of(
          "%s est nul, toujours en panne",
          "honte à %s, je suis furieux et déçu",
          "quelle arnaque %s, remboursez moi",
          "service horrible chez %s, plus jamais");
  private static final List<String> PLAIN_FR =
      List.of(
          "%s ouvre une boutique à Lyon mardi",
          "%s annonce ses résultats du trimestre",
          "quels sont les horaires de %s samedi",
          "la nouvelle offre de %s commence en mars");
  private static final List<String> GOOD_EN =
      List.of(
          "i love %s, thank you for your help",
          "perfect service from %s, so happy",
          "great job %s, fast delivery and lovely team",
          "excellent experience with %s, recommended");
  private static final List<String> BAD_EN =
      List.of(
          "%s is awful, always down again",
          "shame on %s, i am furious and disappointed",
          "what a scam %s, give me my money back",
          "horrible service at %s, never again");
  private static final List<String> PLAIN_EN =
      List.of(
          "%s opens a shop in Leeds on tuesday",
          "%s reports its results for the quarter",
          "what are the opening hours of %s on saturday",
          "the new plan of %s starts in march");

  private TrainedModel() {}

  /** Writes data and recipe; returns the recipe. */
  public static Path recipe(Path directory) throws IOException {
    StringBuilder tsv = new StringBuilder("lang\tsentiment|emotion|category\ttext\n");
    for (String brand : List.of("NovaTel", "Bulle", "Ferrovia", "Lumio", "Kestrel", "Orphée")) {
      add(tsv, "fr", "positive|joy|praise", GOOD_FR, brand);
      add(tsv, "fr", "negative|anger|complaint", BAD_FR, brand);
      add(tsv, "fr", "neutral|none|other", PLAIN_FR, brand);
      add(tsv, "en", "positive|joy|praise", GOOD_EN, brand);
      add(tsv, "en", "negative|anger|complaint", BAD_EN, brand);
      add(tsv, "en", "neutral|none|other", PLAIN_EN, brand);
    }
    Files.writeString(directory.resolve("posts.tsv"), tsv);
    Path recipe = directory.resolve("recipe.yaml");
    Files.writeString(
        recipe,
        """
        name: tiny
        version: 1.2.3
        about: A model for tests.
        seed: 3
        encoder: {bits: 10, dimensions: 8, min-piece: 3, max-piece: 4}
        network: {hidden: 16, learning-rate: 0.01}
        training: {epochs: 12, batch: 16, embedding-rate: 0.1, dropout: 0.1, names: 0.2, patience: 12, averaged: 2, held-out: 0.2}
        sets:
          - file: posts.tsv
            heads: [sentiment, emotion, category]
            held-out: true
        """);
    return recipe;
  }

  /** Trains into {@code directory/model} and returns it. */
  public static Path train(Path directory) throws IOException {
    Path model = directory.resolve("model");
    Training.run(recipe(directory), directory, model, line -> {});
    return model;
  }

  private static void add(
      StringBuilder tsv, String lang, String label, List<String> texts, String brand) {
    for (String text : texts) {
      tsv.append(lang).append('\t').append(label).append('\t');
      tsv.append(String.format(text, brand)).append('\n');
    }
  }
}
