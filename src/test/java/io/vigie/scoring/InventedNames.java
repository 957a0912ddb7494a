package io.vigie.scoring;

import java.util.Random;

/** Names of brands that do not exist. */
final class InventedNames {

  private static final String[] ONSETS =
      "b c d f g h j k l m n p r s t v w z br ch cl cr dr fl fr gr pl pr sh sp st th tr".split(" ");
  private static final String[] VOWELS = "a e i o u y ai ea ia io oa oo ou".split(" ");
  private static final String[] CODAS = ",,,,n,r,s,x,l,t,k,nd,rk,st,lis,ne".split(",", -1);

  private InventedNames() {}

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
}
