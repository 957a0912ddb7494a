package io.vigie.mention;

import java.text.Normalizer;
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

  static {
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
    StringBuilder out = new StringBuilder(text.length() + 8);
    boolean blank = true; // swallows leading blanks
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        String folded = foldSupplementary(Character.toCodePoint(c, text.charAt(++i)));
        blank = append(folded, out, blank);
        continue;
      }
      char folded = TABLE[c];
      if (folded == DROPPED) {
        continue;
      }
      if (folded == SEVERAL) {
        blank = append(EXPANDED.getOrDefault(c, ""), out, blank);
      } else if (folded == ' ') {
        if (!blank) {
          out.append(' ');
          blank = true;
        }
      } else {
        out.append(folded);
        blank = false;
      }
    }
    if (blank && out.length() > 0) {
      out.setLength(out.length() - 1);
    }
    return out.toString();
  }

  /**
   * Whether a folded character goes on a word. Scripts that are written without blanks do not: a
   * Latin name in a Chinese sentence is a word of its own. An underscore does, as in hashtags and
   * handles.
   */
  public static boolean isWord(char c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c >= 'A' && c <= 'Z');
    }
    return Character.isLetterOrDigit(c) && !isUnspaced(c);
  }

  private static boolean isUnspaced(char c) {
    return Character.isIdeographic(c) || (c >= '\u3040' && c <= '\u30ff');
  }

  private static boolean append(String folded, StringBuilder out, boolean blank) {
    boolean afterBlank = blank;
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c != ' ' || !afterBlank) {
        out.append(c);
      }
      afterBlank = c == ' ';
    }
    return afterBlank;
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
