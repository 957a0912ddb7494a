package io.vigie.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of brands, each a sequence of words without accents, in lower case. The encoder puts
 * one neutral token in the place of each: which brand a post names then says nothing of its
 * sentiment.
 *
 * <p>Safe to share between threads.
 */
final class BrandNames {

  /** No name at all. */
  static final BrandNames NONE = of(List.of());

  /** Words of the longest name that is looked for; of longer ones the first count. */
  private static final int MAX_WORDS = 6;

  /** First words of names, sorted. */
  private final long[] firsts;

  /** By first word: the names, the longest first. */
  private final long[][][] names;

  private BrandNames(Map<Long, List<long[]>> byFirst) {
    firsts = byFirst.keySet().stream().mapToLong(Long::longValue).toArray();
    names = new long[firsts.length][][];
    for (int i = 0; i < firsts.length; i++) {
      names[i] =
          byFirst.getOrDefault(firsts[i], List.of()).stream()
              .sorted((a, b) -> b.length - a.length)
              .toArray(long[][]::new);
    }
  }

  /**
   * Names to look for, in any case, with or without accents, apart or as one word or hashtag.
   *
   * @param names as people write them; a {@code #} or {@code @} before one does not count
   */
  static BrandNames of(Collection<String> names) {
    Map<Long, List<long[]>> byFirst = new TreeMap<>();
    for (String name : names) {
      String joined = name.replaceAll("[^\\p{L}\\p{N}]", "");
      for (String spelling :
          List.of(name.replace('#', ' ').replace('@', ' '), joined, "#" + joined)) {
        long[] words = words(spelling);
        if (words.length > 0) {
          byFirst.computeIfAbsent(words[0], first -> new ArrayList<>()).add(words);
        }
      }
    }
    return new BrandNames(byFirst);
  }

  private static long[] words(String spelling) {
    Encoder encoder = new Encoder(new EncoderSettings(8, EmbeddingTable.PACK, 3, 3));
    List<Long> words = new ArrayList<>();
    encoder.tellWords(words::add);
    encoder.encode(spelling, null);
    return words.stream().mapToLong(Long::longValue).limit(MAX_WORDS).toArray();
  }

  boolean isEmpty() {
    return firsts.length == 0;
  }

  /**
   * How many tokens from {@code at} on are a name; 0 if none begins here.
   *
   * @param words the {@link Hash} of each token's letters without accents; 0 where it is no word
   */
  int length(long[] words, int at, int tokens) {
    int first = Arrays.binarySearch(firsts, words[at]);
    if (first >= 0) {
      for (long[] name : names[first]) {
        if (at + name.length <= tokens
            && Arrays.equals(words, at, at + name.length, name, 0, name.length)) {
          return name.length;
        }
      }
    }
    return 0;
  }
}
