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

  private final List<int[]> words = new ArrayList<>();
  private final List<int[]> pieces = new ArrayList<>();

  InventedNames(EncoderSettings settings, long seed) {
    Random random = new Random(seed);
    Encoder encoder = new Encoder(settings);
    while (words.size() < NAMES) {
      // A name that reads as a foreign word is no use.
      if (encoder.encode(name(random), null) == null) {
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
