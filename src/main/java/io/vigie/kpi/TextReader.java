package io.vigie.kpi;

import io.vigie.mention.Folding;
import java.util.Arrays;
import java.util.Set;

/**
 * Reads the words of a text, whatever its case and accents: linear in the length of the text and
 * without regular expressions. Handles, links and numbers are no words, so that a text passed on
 * with another handle or link in front is still the same text. Immutable.
 */
public final class TextReader {

  /** Words of a text that are read. */
  static final int MAX_WORDS = 255;

  /** Words without which a text may be written twice by chance ("thank you so much"). */
  static final int LEAST_COPYABLE = 5;

  /** Terms drawn of each text. */
  static final int TERMS = 2;

  private static final int MAX_CHARS = 1_000;

  /** Shorter words tell nothing of what a text is about. */
  private static final int TERM_LETTERS = 4;

  private static final Set<String> FIRST_PERSON =
      Set.of(
          "i", "me", "my", "mine", "myself", "im", "ive", "je", "j", "moi", "mon", "ma", "mes",
          "mien", "mienne", "miens", "miennes");

  /** Ascending. */
  private static final long[] FIRST_PERSON_HASHES = hashes(FIRST_PERSON);

  private static final int FILTER_MASK = 1023;

  /** By the last bits of a hash: whether it may be one of those. Most words are told so at once. */
  private static final boolean[] FIRST_PERSON_FILTER = new boolean[FILTER_MASK + 1];

  static {
    for (long hash : FIRST_PERSON_HASHES) {
      FIRST_PERSON_FILTER[(int) (hash & FILTER_MASK)] = true;
    }
  }

  private static final TextReader SHIPPED = new TextReader(AlarmWords.shipped());

  private final AlarmWords alarms;

  /** A reader that looks for these alarm words. */
  public TextReader(AlarmWords alarms) {
    this.alarms = alarms;
  }

  /** The reader that looks for the alarm words that come with Vigie. */
  public static TextReader shipped() {
    return SHIPPED;
  }

  /**
   * Reads a text.
   *
   * @param draw decides which terms are drawn; different for each mention
   */
  TextTraits read(String text, long draw) {
    String folded = Folding.fold(text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text);
    char[] chars = folded.toCharArray();
    Words words = new Words(draw, chars);
    int at = 0;
    while (at < chars.length && words.count < MAX_WORDS) {
      char c = chars[at];
      if (c == '@' || ((c == 'h' || c == 'w') && isLink(folded, at))) {
        at = endOfRun(folded, at);
      } else if (isWord(c)) {
        int end = at + 1;
        while (end < chars.length && isWord(chars[end])) {
          end++;
        }
        words.add(at, end);
        at = end;
      } else {
        at++;
      }
    }
    return new TextTraits(
        words.signature(), words.count, words.firstPerson, alarms.isIn(folded), words.terms());
  }

  /** The hash of a folded word. */
  static long hash(char[] text, int from, int to) {
    long hash = 0xcbf29ce484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * 0x100000001b3L;
    }
    return AuthorHash.mix(hash);
  }

  private static boolean isWord(char c) {
    return Folding.isWord(c) && c != '_';
  }

  private static boolean isLink(String text, int at) {
    return (at == 0 || !isWord(text.charAt(at - 1)))
        && (text.startsWith("http", at) || text.startsWith("www.", at));
  }

  private static int endOfRun(String text, int at) {
    int end = text.indexOf(' ', at);
    return end < 0 ? text.length() : end;
  }

  private static long[] hashes(Set<String> words) {
    return words.stream()
        .mapToLong(word -> hash(word.toCharArray(), 0, word.length()))
        .sorted()
        .toArray();
  }

  /** The words of one text, added up. */
  private static final class Words {

    /** The lowest bit of each byte. */
    private static final long LOW_BITS = 0x0101010101010101L;

    private final long draw;
    private final char[] text;

    /**
     * How many words have each bit set: bit 8 j + k is counted in byte j of number k, so that eight
     * bits are counted at once. No byte overflows, because there are at most {@link #MAX_WORDS}.
     */
    private final long[] ones = new long[Byte.SIZE];

    private final long[] drawn = new long[TERMS];
    private final long[] ranks = new long[TERMS];
    private int copyable;
    private int termCount;
    private int count;
    private int firstPerson;

    Words(long draw, char[] text) {
      this.draw = draw;
      this.text = text;
    }

    void add(int from, int to) {
      long hash = hash(text, from, to);
      count++;
      if (FIRST_PERSON_FILTER[(int) (hash & FILTER_MASK)]
          && Arrays.binarySearch(FIRST_PERSON_HASHES, hash) >= 0) {
        firstPerson++;
      }
      // "rt" before a text does not change it, nor do the numbers in it
      boolean repost = to - from == 2 && text[from] == 'r' && text[from + 1] == 't';
      if (repost || isNumber(from, to)) {
        return;
      }
      copyable++;
      for (int k = 0; k < Byte.SIZE; k++) {
        ones[k] += (hash >>> k) & LOW_BITS;
      }
      if (to - from >= TERM_LETTERS) {
        draw(hash);
      }
    }

    /** Keeps the terms whose rank is smallest: an even draw, the same whatever the order. */
    private void draw(long term) {
      long rank = AuthorHash.mix(term ^ draw);
      for (int i = 0; i < termCount; i++) {
        if (drawn[i] == term) {
          return;
        }
      }
      if (termCount < TERMS) {
        ranks[termCount] = rank;
        drawn[termCount++] = term;
        return;
      }
      int last = 0;
      for (int i = 1; i < TERMS; i++) {
        last = Long.compareUnsigned(ranks[i], ranks[last]) > 0 ? i : last;
      }
      if (Long.compareUnsigned(rank, ranks[last]) < 0) {
        ranks[last] = rank;
        drawn[last] = term;
      }
    }

    int[] terms() {
      int[] terms = new int[termCount];
      for (int i = 0; i < termCount; i++) {
        terms[i] = (int) drawn[i];
      }
      Arrays.sort(terms);
      return terms;
    }

    long signature() {
      if (copyable < LEAST_COPYABLE) {
        return 0;
      }
      long signature = 0;
      for (int bit = 0; bit < Long.SIZE; bit++) {
        long votes = (ones[bit % Byte.SIZE] >>> (bit - bit % Byte.SIZE)) & 0xff;
        if (2 * votes > copyable) {
          signature |= 1L << bit;
        }
      }
      return signature == 0 ? 1 : signature;
    }

    private boolean isNumber(int from, int to) {
      for (int i = from; i < to; i++) {
        if (!Character.isDigit(text[i])) {
          return false;
        }
      }
      return true;
    }
  }
}
