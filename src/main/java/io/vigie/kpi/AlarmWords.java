package io.vigie.kpi;

import io.vigie.mention.Folding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Words that raise an alarm wherever they stand (C8): scandal, boycott, fraud, danger, data leak...
 * Found as whole words or phrases whatever their case and accents; a {@code *} at the end stands
 * for any ending. Plain search: what strangers write cannot make it slow. Immutable.
 */
public final class AlarmWords implements Serializable {

  /** Letters or digits that a word has at least, so that an ending does not match everything. */
  public static final int LEAST_LETTERS = 4;

  private static final long serialVersionUID = 1L;
  private static final String SHIPPED_LIST = "alarm-words.txt";
  private static final AlarmWords SHIPPED = readShipped();

  /** What follows the first letters of a term. */
  private record Term(String words, boolean open) implements Serializable {}

  /** By their first {@link #LEAST_LETTERS} characters, packed into a number. */
  private final HashMap<Long, ArrayList<Term>> terms = new HashMap<>();

  /** A Bloom filter of those keys: most words of a text begin no term, and are told so at once. */
  private final long[] filter = new long[Long.SIZE];

  private final int size;

  private AlarmWords(List<String> words) {
    for (String word : words) {
      boolean open = word.endsWith("*");
      String folded = Folding.fold(open ? word.substring(0, word.length() - 1) : word);
      terms
          .computeIfAbsent(start(folded, 0), start -> new ArrayList<>())
          .add(new Term(folded, open));
      long place = place(start(folded, 0));
      filter[(int) (place / Long.SIZE)] |= 1L << place;
    }
    size = words.size();
  }

  /** The French and English words that come with Vigie. */
  public static AlarmWords shipped() {
    return SHIPPED;
  }

  /**
   * The shipped words and further ones, such as those of a sector.
   *
   * @param words each of which {@link #isWord}
   * @throws IllegalArgumentException if one is not
   */
  public static AlarmWords with(List<String> words) {
    List<String> all = new ArrayList<>(shippedWords());
    for (String word : words) {
      if (!isWord(word)) {
        throw new IllegalArgumentException(
            "'" + word + "' is no alarm word: it needs " + LEAST_LETTERS + " letters or more");
      }
      all.add(word);
    }
    return new AlarmWords(all);
  }

  /** Whether a text can be looked for: long enough, and a star nowhere but at its end. */
  public static boolean isWord(String word) {
    String stem = word.endsWith("*") ? word.substring(0, word.length() - 1) : word;
    String folded = Folding.fold(stem);
    return folded.length() >= LEAST_LETTERS
        && folded.indexOf('*') < 0
        && Folding.isWord(folded.charAt(0))
        && folded.chars().filter(Character::isLetterOrDigit).count() >= LEAST_LETTERS;
  }

  /** These words and no others. */
  static AlarmWords of(List<String> words) {
    return new AlarmWords(words);
  }

  /** How many words are looked for. */
  public int size() {
    return size;
  }

  /** Whether a folded text ({@link Folding#fold}) has one of the words. */
  boolean isIn(String folded) {
    boolean inWord = false;
    char[] chars = folded.toCharArray();
    for (int at = 0; at + LEAST_LETTERS <= chars.length; at++) {
      boolean word = Folding.isWord(chars[at]);
      if (word && !inWord && mayStartTerm(chars, at) && startsTerm(folded, at)) {
        return true;
      }
      inWord = word;
    }
    return false;
  }

  /** Nearly always false. */
  private boolean mayStartTerm(char[] folded, int at) {
    long place = place(start(folded[at], folded[at + 1], folded[at + 2], folded[at + 3]));
    return (filter[(int) (place / Long.SIZE)] >>> place & 1) != 0;
  }

  private boolean startsTerm(String folded, int at) {
    long start = start(folded, at);
    List<Term> candidates = terms.get(start);
    if (candidates == null) {
      return false;
    }
    for (Term term : candidates) {
      int end = at + term.words.length();
      if (folded.startsWith(term.words, at)
          && (term.open || end == folded.length() || !Folding.isWord(folded.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** Four characters of 16 bits as one number. */
  private static long start(char first, char second, char third, char fourth) {
    return (long) first << 48 | (long) second << 32 | (long) third << 16 | fourth;
  }

  private static long start(String folded, int at) {
    return start(
        folded.charAt(at), folded.charAt(at + 1), folded.charAt(at + 2), folded.charAt(at + 3));
  }

  /** Where a key stands in the filter, 0 to 4095 (Fibonacci hashing). */
  private static long place(long start) {
    return start * 0x9E3779B97F4A7C15L >>> 52;
  }

  private static AlarmWords readShipped() {
    return new AlarmWords(shippedWords());
  }

  /** The shipped list as it is written. */
  static List<String> shippedWords() {
    try (InputStream in = AlarmWords.class.getResourceAsStream(SHIPPED_LIST)) {
      if (in == null) {
        throw new IllegalStateException(SHIPPED_LIST + " is missing in the jar");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
