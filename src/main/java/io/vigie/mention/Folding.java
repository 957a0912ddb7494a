package io.vigie.mention;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Folds text so that spellings of one word become equal: case, accents, compatibility forms
 * (full-width, ligatures, mathematical letters), invisible characters, typographic apostrophes and
 * hyphens, runs of blanks, and the Cyrillic and Greek letters that pass for Latin ones.
 *
 * <p>One table look-up a character: every mention without a brand goes through here.
 */
public final class Folding {

  /** Table entry of a character that disappears: combining marks, zero-width, directions. */
  private static final char DROPPED = 0;

  /** Table entry of a character that folds to several; they are in {@link #EXPANDED}. */
  private static final char SEVERAL = '\uffff';

  /**
   * Pairs of a lower-case letter and the Latin one that it passes for. One target per letter
   * whatever its case, so that words of those scripts still fold alike in both cases.
   */
  private static final String LOOKALIKES =
      "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmтtвbнhґrӏl" + "αaβbεeζzηhιiκkμmνnοoρpτtυyχx" + "ıiøołlđd";

  private static final char[] TABLE = new char[1 << 16];
  private static final Map<Character, String> EXPANDED = new HashMap<>();
  private static final boolean[] ASCII_WORD = new boolean[128];

  static {
    for (char c = 0; c < ASCII_WORD.length; c++) {
      ASCII_WORD[c] = Character.isLetterOrDigit(c) || c == '_';
    }
    Map<Character, Character> lookalikes = new HashMap<>();
    for (int i = 0; i < LOOKALIKES.length(); i += 2) {
      lookalikes.put(LOOKALIKES.charAt(i), LOOKALIKES.charAt(i + 1));
    }
    for (int c = 0; c < TABLE.length; c++) {
      String folded = foldOne(c, lookalikes);
      if (folded.length() > 1) {
        EXPANDED.put((char) c, folded);
      }
      TABLE[c] = folded.isEmpty() ? DROPPED : folded.length() == 1 ? folded.charAt(0) : SEVERAL;
    }
  }

  private Folding() {}

  /** The folded text; as long as the text or shorter, but for ligatures. */
  public static String fold(String text) {
    Folded out = new Folded(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.addAll(foldSupplementary(Character.toCodePoint(c, text.charAt(++i))));
        continue;
      }
      char folded = TABLE[c];
      if (folded == SEVERAL) {
        out.addAll(EXPANDED.getOrDefault(c, ""));
      } else if (folded != DROPPED) {
        out.add(folded);
      }
    }
    return out.text();
  }

  /** What was folded so far: no blank at its beginning, and never two. */
  private static final class Folded {
    private char[] chars;
    private int size;

    Folded(int room) {
      chars = new char[room + 8];
    }

    void add(char c) {
      if (c == ' ' && (size == 0 || chars[size - 1] == ' ')) {
        return;
      }
      if (size == chars.length) {
        chars = Arrays.copyOf(chars, size * 2);
      }
      chars[size++] = c;
    }

    void addAll(String folded) {
      for (int i = 0; i < folded.length(); i++) {
        add(folded.charAt(i));
      }
    }

    String text() {
      int end = size > 0 && chars[size - 1] == ' ' ? size - 1 : size;
      return new String(chars, 0, end);
    }
  }

  /**
   * Whether a folded character goes on a word. Scripts that are written without blanks do not: a
   * Latin name in a Chinese sentence is a word of its own. An underscore does, as in hashtags and
   * handles.
   */
  public static boolean isWord(char c) {
    if (c < ASCII_WORD.length) {
      return ASCII_WORD[c];
    }
    return Character.isLetterOrDigit(c) && !isUnspaced(c);
  }

  private static boolean isUnspaced(char c) {
    return Character.isIdeographic(c) || (c >= '\u3040' && c <= '\u30ff');
  }

  private static String foldOne(int c, Map<Character, Character> lookalikes) {
    if (c < 128) {
      return Character.isWhitespace(c)
          ? " "
          : c == 0 ? "" : String.valueOf((char) Character.toLowerCase(c));
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return " ";
    }
    if (Character.isSurrogate((char) c)) {
      return " "; // a lone half of a character
    }
    if (isDropped(c)) {
      return "";
    }
    if (c == '\u2019' || c == '\u2018' || c == '\u02bc' || c == '\u02b9') {
      return "'";
    }
    if (c >= '\u2010' && c <= '\u2015') {
      return "-";
    }
    // Hangul would fall apart into its letters.
    boolean hangul = c >= 0xac00 && c <= 0xd7a3;
    String compatible =
        hangul
            ? String.valueOf((char) c)
            : Normalizer.normalize(String.valueOf((char) c), Normalizer.Form.NFKD);
    StringBuilder out = new StringBuilder();
    for (char part : compatible.toLowerCase(Locale.ROOT).toCharArray()) {
      if (!isDropped(part)) {
        out.append(lookalikes.getOrDefault(part, part).charValue());
      }
    }
    return switch (out.toString()) {
      case "œ" -> "oe";
      case "æ" -> "ae";
      case "ß" -> "ss";
      default -> out.toString();
    };
  }

  private static boolean isDropped(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.CONTROL ->
          true;
      default -> false;
    };
  }

  /** Mathematical letters and digits become plain ones; everything else parts words. */
  private static String foldSupplementary(int codePoint) {
    if (!Character.isLetterOrDigit(codePoint)) {
      return Character.getType(codePoint) == Character.NON_SPACING_MARK ? "" : " ";
    }
    String plain = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
    return plain.length() == 1 && !Character.isSurrogate(plain.charAt(0))
        ? expand(plain.charAt(0))
        : " ";
  }

  private static String expand(char c) {
    char folded = TABLE[c];
    return folded == SEVERAL
        ? EXPANDED.getOrDefault(c, "")
        : folded == DROPPED ? "" : String.valueOf(folded);
  }
}
