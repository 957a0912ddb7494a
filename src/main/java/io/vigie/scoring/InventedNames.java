package io.vigie.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Names of brands that do not exist, as rows of the embedding table. Training adds them to posts at
 * random, so that a name that the model has never met says nothing of the sentiment.
 */
final class InventedNames {

  private static final int NAMES = 4_096;

  private static final String[] ONSETS =
      "b c d f g h j k l m n p r s t v w z br ch cl cr dr fl fr gr pl pr sh sp st th tr".split(" ");
  private static final String[] VOWELS = "a e i o u y ai ea ia io oa oo ou".split(" ");
  private static final String[] CODAS = ",,,,n,r,s,x,l,t,k,nd,rk,st,lis,ne".split(",", -1);

  /** Every fourth name is made of words that mean something, as many brands' names are. */
  private static final String[] FIRST =
      ("blue north red silver green golden urban clear swift grand nova alpha royal open smart true"
              + " bel belle clair haut mon ma le la mont val ile casa villa atelier comptoir")
          .split(" ");

  private static final String[] SECOND =
      ("peak wave hill stone field bridge river wood point leaf bird fox wolf star path port gate"
              + " ciel lune pierre jardin moulin fontaine rivage plume vallon martin dubois moreau")
          .split(" ");

  private final List<int[]> words = new ArrayList<>();
  private final List<int[]> pieces = new ArrayList<>();

  InventedNames(EncoderSettings settings, long seed) {
    Random random = new Random(seed);
    Encoder encoder = new Encoder(settings);
    while (words.size() < NAMES) {
      // A name that reads as a foreign word is no use.
      if (encoder.encode(words.size() % 4 == 0 ? compound(random) : name(random), null) == null) {
        words.add(Arrays.copyOf(encoder.wordRows(), encoder.wordCount()));
        pieces.add(Arrays.copyOf(encoder.pieceRows(), encoder.pieceCount()));
      }
    }
  }

  static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int syllables = 2 + random.nextInt(2); syllables > 0; syllables--) {
      name.append(pick(ONSETS, random)).append(pick(VOWELS, random));
    }
    return name.append(pick(CODAS, random)).toString();
  }

  private static String compound(Random random) {
    return pick(FIRST, random) + (random.nextBoolean() ? " " : "") + pick(SECOND, random);
  }

  private static String pick(String[] from, Random random) {
    return from[random.nextInt(from.length)];
  }

  int size() {
    return words.size();
  }

  /** Rows of words of a name. */
  int[] words(int name) {
    return words.get(name);
  }

  /** Rows of pieces of a name. */
  int[] pieces(int name) {
    return pieces.get(name);
  }
}
