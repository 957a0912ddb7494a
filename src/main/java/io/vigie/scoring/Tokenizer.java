package io.vigie.scoring;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a post into tokens: words in lower case, emoji, emoticons, punctuation that carries feeling,
 * and masks for links, handles and numbers. Training and serving use this one class, so that they
 * cannot differ.
 *
 * <p>A hand-written scanner, linear in the length of the text and without regular expressions: no
 * text can make it slow. It reads at most {@link #MAX_CHARS} characters and keeps at most {@link
 * #MAX_TOKENS} tokens. Its buffers are reused: one instance belongs to one thread, and what it
 * holds is valid until the next {@link #scan}.
 */
final class Tokenizer {

  /** Characters (UTF-16 units) of a text that are read; the rest is not looked at. */
  static final int MAX_CHARS = 2_000;

  /** Tokens of a text that are kept. */
  static final int MAX_TOKENS = 512;

  /** Characters of one word that are kept; longer ones are noise or attacks. */
  static final int MAX_WORD = 40;

  /** Combining marks kept in a row before normalisation: no language stacks more. */
  private static final int MAX_MARKS = 3;

  /** What a token is. */
  enum Kind {
    WORD,
    EMOJI,
    EMOTICON,
    PUNCTUATION,
    NUMBER,
    LINK,
    HANDLE,
    HASHTAG
  }

  private final char[] raw = new char[MAX_CHARS];
  private char[] text = raw;
  private int length;

  private final char[] letters = new char[MAX_CHARS * 2 + MAX_TOKENS * 2];
  private int lettersUsed;

  private final Kind[] kinds = new Kind[MAX_TOKENS];
  private final int[] starts = new int[MAX_TOKENS];
  private final int[] ends = new int[MAX_TOKENS];
  private final boolean[] shouted = new boolean[MAX_TOKENS];
  private final int[] latins = new int[MAX_TOKENS];
  private final int[] uppers = new int[MAX_TOKENS];
  private final boolean[] capital = new boolean[MAX_TOKENS];
  private final boolean[] elongated = new boolean[MAX_TOKENS];
  private int tokens;

  private int latinLetters;
  private int otherLetters;
  private int upperLetters;
  private int elongations;
  private int quotes;
  private int words;

  /** Reads a text; the accessors then describe it. */
  void scan(String source) {
    tokens = 0;
    lettersUsed = 0;
    latinLetters = 0;
    otherLetters = 0;
    upperLetters = 0;
    elongations = 0;
    quotes = 0;
    words = 0;
    normalise(source);
    int at = 0;
    while (at < length && tokens < MAX_TOKENS) {
      at = next(at);
    }
  }

  int tokens() {
    return tokens;
  }

  Kind kind(int token) {
    return kinds[token];
  }

  /** Position of a token's first character in {@link #letters}. */
  int start(int token) {
    return starts[token];
  }

  /** Position after a token's last character in {@link #letters}. */
  int end(int token) {
    return ends[token];
  }

  /** The characters of all tokens, one after the other. */
  char[] letters() {
    return letters;
  }

  /** True for a word of at least two letters that was written in capitals only. */
  boolean shouted(int token) {
    return shouted[token];
  }

  /** True for a word that begins with a capital letter. */
  boolean capital(int token) {
    return capital[token];
  }

  /** True for a word in which a letter was repeated three times or more. */
  boolean elongated(int token) {
    return elongated[token];
  }

  /** Latin letters of a word as it was written. */
  int latinLetters(int token) {
    return latins[token];
  }

  /** Capital letters of a word. */
  int upperLetters(int token) {
    return uppers[token];
  }

  /** The token as text, for people and tests. */
  String token(int token) {
    return new String(letters, starts[token], ends[token] - starts[token]);
  }

  /** Words in Latin letters. */
  int words() {
    return words;
  }

  int latinLetters() {
    return latinLetters;
  }

  /** Letters of any script but Latin. */
  int otherLetters() {
    return otherLetters;
  }

  int upperLetters() {
    return upperLetters;
  }

  /** Words in which a letter was repeated three times or more. */
  int elongations() {
    return elongations;
  }

  int quotes() {
    return quotes;
  }

  /** Copies the beginning of the text and brings it to Unicode NFKC. */
  private void normalise(String source) {
    int limit = Math.min(source.length(), MAX_CHARS);
    int used = 0;
    int marks = 0;
    boolean plain = true;
    for (int i = 0; i < limit; i++) {
      char c = source.charAt(i);
      if (c >= 0x300 && isMark(c)) {
        if (++marks > MAX_MARKS) {
          continue;
        }
      } else {
        marks = 0;
      }
      if (c == 0) {
        c = ' ';
      }
      plain &= isStable(c);
      raw[used++] = c;
    }
    if (used > 0 && Character.isHighSurrogate(raw[used - 1])) {
      used--;
    }
    text = raw;
    length = used;
    if (!plain) {
      String normal = Normalizer.normalize(new String(raw, 0, used), Normalizer.Form.NFKC);
      length = Math.min(normal.length(), MAX_CHARS);
      normal.getChars(0, length, raw, 0);
    }
  }

  /**
   * True for characters that NFKC leaves alone, or that the scanner handles itself; a cheap answer
   * for nearly every post.
   */
  private static boolean isStable(char c) {
    if (c < 0x250) {
      return c <= 0xA0
          || (c >= 0xC0 && c < 0x132)
          || c == 0xAB
          || c == 0xBB
          || c == 0xA3
          || c == 0xB0
          || c == 0x152
          || c == 0x153
          || c == 0x178;
    }
    return (c >= 0x2010 && c <= 0x2023 && c != 0x2011 && c != 0x2017)
        || c == 0x2026
        || c == 0x20AC
        || (c >= 0x2600 && c <= 0x27BF)
        || c == 0xFE0F
        || c == 0x200D
        || c == 0xD83C
        || c == 0xD83D
        || c == 0xD83E
        || (c >= 0xDC00 && c <= 0xDFFF);
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  /** Reads one token, or skips what is none; returns the position after it. */
  private int next(int at) {
    char c = text[at];
    if (c <= ' ' || c == 0xA0) {
      return at + 1;
    }
    if (isLinkStart(at)) {
      add(Kind.LINK, "http");
      return endOfLink(at);
    }
    int emoticonEnd = emoticon(at);
    if (emoticonEnd > at) {
      return emoticonEnd;
    }
    if (isLatin(c)) {
      return word(at, false);
    }
    if (c >= '0' && c <= '9') {
      return startsWord(at) ? word(at, false) : number(at);
    }
    return symbol(at, c);
  }

  private int symbol(int at, char c) {
    switch (c) {
      case '@' -> {
        int end = at + 1;
        while (end < length && (isWordChar(text[end]) || text[end] == '_')) {
          end++;
        }
        if (end > at + 1) {
          add(Kind.HANDLE, "@");
        }
        return end;
      }
      case '#' -> {
        return at + 1 < length && isWordChar(text[at + 1]) ? hashtag(at) : at + 1;
      }
      case '!', '?' -> {
        return marks(at);
      }
      case '.', 0x2026 -> {
        int end = at;
        while (end < length && (text[end] == '.' || text[end] == 0x2026)) {
          end++;
        }
        add(Kind.PUNCTUATION, end - at > 1 || c == 0x2026 ? "…" : ".");
        return end;
      }
      case ',', ';' -> {
        add(Kind.PUNCTUATION, ",");
        return at + 1;
      }
      case '"', 0xAB, 0xBB, 0x201C, 0x201D -> {
        quotes++;
        return at + 1;
      }
      case '&' -> {
        return entity(at);
      }
      default -> {
        return other(at);
      }
    }
  }

  /** HTML entities are left over in many exports; the ones that are common are skipped. */
  private int entity(int at) {
    for (String entity : ENTITIES) {
      if (matches(at, entity)) {
        return at + entity.length();
      }
    }
    return at + 1;
  }

  private static final String[] ENTITIES = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&nbsp;"};

  private int other(int at) {
    int point = Character.codePointAt(text, at, length);
    int end = at + Character.charCount(point);
    if (isEmoji(point)) {
      boolean repeated =
          tokens > 0
              && kinds[tokens - 1] == Kind.EMOJI
              && ends[tokens - 1] - starts[tokens - 1] == end - at
              && letters[starts[tokens - 1]] == text[at]
              && letters[ends[tokens - 1] - 1] == text[end - 1];
      if (!repeated) {
        begin(Kind.EMOJI);
        for (int i = at; i < end; i++) {
          letters[lettersUsed++] = text[i];
        }
        finish(false);
      }
    } else if (Character.isLetter(point)) {
      otherLetters++;
    }
    return end;
  }

  /** A run of exclamation and question marks: how many and which, not how they are ordered. */
  private int marks(int at) {
    int end = at;
    int exclaim = 0;
    int ask = 0;
    while (end < length && (text[end] == '!' || text[end] == '?' || text[end] == ' ')) {
      exclaim += text[end] == '!' ? 1 : 0;
      ask += text[end] == '?' ? 1 : 0;
      end++;
    }
    String token;
    if (exclaim > 0 && ask > 0) {
      token = "?!";
    } else if (exclaim > 0) {
      token = exclaim > 1 ? "!!" : "!";
    } else {
      token = ask > 1 ? "??" : "?";
    }
    add(Kind.PUNCTUATION, token);
    return end;
  }

  private int number(int at) {
    int end = at;
    while (end < length
        && (isDigit(text[end])
            || ((text[end] == '.' || text[end] == ',' || text[end] == ':')
                && end + 1 < length
                && isDigit(text[end + 1])))) {
      end++;
    }
    add(Kind.NUMBER, "0");
    return end;
  }

  /** True if the digits at this position go on as letters: 4g, 2m1, 1er. */
  private boolean startsWord(int at) {
    int end = at;
    while (end < length && end - at < MAX_WORD && isDigit(text[end])) {
      end++;
    }
    return end < length && isLatin(text[end]);
  }

  private int hashtag(int at) {
    add(Kind.HASHTAG, "#");
    int position = at + 1;
    while (position < length && tokens < MAX_TOKENS) {
      char c = text[position];
      if (c == '_') {
        position++;
      } else if (isLatin(c) || (isDigit(c) && startsWord(position))) {
        position = word(position, true);
      } else if (isDigit(c)) {
        position = number(position);
      } else {
        break;
      }
    }
    return position;
  }

  /**
   * A word of Latin letters and digits in lower case. Letters repeated three times or more are kept
   * twice; the apostrophe of an elision (l', qu') ends the word, any other is dropped (don't =
   * dont).
   */
  private int word(int at, boolean inHashtag) {
    begin(Kind.WORD);
    int first = lettersUsed;
    int upper = 0;
    int counted = 0;
    boolean stretched = false;
    char previous = 0;
    int run = 0;
    int position = at;
    while (position < length) {
      char c = text[position];
      if (isApostrophe(c)) {
        if (position + 1 >= length || !isLatin(text[position + 1])) {
          break;
        }
        position++;
        if (isElision(first)) {
          break;
        }
        continue;
      }
      boolean latin = isLatin(c);
      if (!latin && !isDigit(c)) {
        if (c >= 0x300 && isMark(c)) {
          position++;
          continue;
        }
        break;
      }
      boolean isUpper = latin && Character.isUpperCase(c);
      if (inHashtag && isUpper && position > at && Character.isLowerCase(text[position - 1])) {
        break;
      }
      if (latin) {
        counted++;
        upper += isUpper ? 1 : 0;
      }
      char lower = isUpper ? Character.toLowerCase(c) : c;
      run = lower == previous ? run + 1 : 1;
      previous = lower;
      if (run >= 3 && latin) {
        stretched = true;
      } else if (lettersUsed - first < MAX_WORD) {
        put(lower);
      }
      position++;
    }
    latinLetters += counted;
    upperLetters += upper;
    latins[tokens] = counted;
    uppers[tokens] = upper;
    elongated[tokens] = stretched;
    capital[tokens] = Character.isUpperCase(text[at]);
    elongations += stretched ? 1 : 0;
    words++;
    finish(counted >= 2 && upper == counted);
    return position;
  }

  private void put(char lower) {
    switch (lower) {
      case 0x153 -> {
        letters[lettersUsed++] = 'o';
        letters[lettersUsed++] = 'e';
      }
      case 0xE6 -> {
        letters[lettersUsed++] = 'a';
        letters[lettersUsed++] = 'e';
      }
      default -> letters[lettersUsed++] = lower;
    }
  }

  /** True if what stands since {@code first} loses its vowel before an apostrophe in French. */
  private boolean isElision(int first) {
    int size = lettersUsed - first;
    if (size == 1) {
      return "cdjlmnst".indexOf(letters[first]) >= 0;
    }
    return size >= 2
        && size <= 7
        && letters[lettersUsed - 2] == 'q'
        && letters[lettersUsed - 1] == 'u';
  }

  private boolean isLinkStart(int at) {
    char c = text[at];
    if (c != 'h' && c != 'H' && c != 'w' && c != 'W') {
      return false;
    }
    if (at > 0 && isWordChar(text[at - 1])) {
      return false;
    }
    if (matches(at, "www.")) {
      return true;
    }
    if (!matches(at, "http")) {
      return false;
    }
    int end = matches(at, "https") ? at + 5 : at + 4;
    return end >= length || text[end] <= ' ' || matches(end, "://") || !isWordChar(text[end]);
  }

  private int endOfLink(int at) {
    int end = at;
    while (end < length && text[end] > ' ' && text[end] != 0xA0) {
      end++;
    }
    return end;
  }

  /** Position after an emoticon (its nose dropped, its mouth made canonical), or {@code at}. */
  private int emoticon(int at) {
    char c = text[at];
    if (c == '<') {
      if (matches(at, "<3")) {
        add(Kind.EMOTICON, "<3");
        return at + 2;
      }
      if (matches(at, "</3")) {
        add(Kind.EMOTICON, "</3");
        return at + 3;
      }
      return at;
    }
    if (c == '^') {
      int end = at + 1;
      while (end < length && end - at < 3 && (text[end] == '^' || text[end] == '_')) {
        end++;
      }
      if (end - at >= 2 && text[end - 1] == '^') {
        add(Kind.EMOTICON, "^^");
        return end;
      }
      return at;
    }
    if (c == '-' && matches(at, "-_-")) {
      add(Kind.EMOTICON, "-_-");
      return at + 3;
    }
    boolean letterEyes = c == 'x' || c == 'X';
    if (c != ':' && c != ';' && c != '=' && !letterEyes) {
      return at;
    }
    if (letterEyes && at > 0 && isWordChar(text[at - 1])) {
      return at;
    }
    int mouth = at + 1;
    boolean tear = mouth < length && text[mouth] == '\'';
    if (tear) {
      mouth++;
    }
    if (!letterEyes
        && mouth < length
        && (text[mouth] == '-' || text[mouth] == 'o' || text[mouth] == '^')
        && mouth + 1 < length
        && mouthOf(text[mouth + 1]) != null) {
      mouth++;
    }
    if (mouth >= length) {
      return at;
    }
    char drawn = text[mouth];
    String face = letterEyes ? (drawn == 'D' || drawn == 'd' ? ":D" : null) : mouthOf(drawn);
    boolean letterMouth = isWordChar(drawn);
    if (face == null
        || (letterMouth && mouth + 1 < length && isWordChar(text[mouth + 1]))
        || (letterMouth && at > 0 && isWordChar(text[at - 1]))
        || (drawn == '/' && at > 0 && isWordChar(text[at - 1]))) {
      return at;
    }
    int end = mouth + 1;
    while (end < length && text[end] == drawn) {
      end++;
    }
    if (tear) {
      face = face.equals(":)") ? ":')" : ":'(";
    } else if (c == ';' && (face.equals(":)") || face.equals(":D"))) {
      face = ";)";
    }
    add(Kind.EMOTICON, face);
    return end;
  }

  private static @Nullable String mouthOf(char c) {
    return switch (c) {
      case ')', ']', '}' -> ":)";
      case 'D' -> ":D";
      case '(', '[', '{' -> ":(";
      case 'p', 'P' -> ":p";
      case '/', '\\', '|' -> ":/";
      case 'o', 'O' -> ":o";
      case '*' -> ":*";
      default -> null;
    };
  }

  private boolean matches(int at, String lower) {
    if (at + lower.length() > length) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      char c = text[at + i];
      if (c != lower.charAt(i) && (c < 'A' || c > 'Z' || c + 32 != lower.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void begin(Kind kind) {
    kinds[tokens] = kind;
    starts[tokens] = lettersUsed;
  }

  private void finish(boolean isShouted) {
    ends[tokens] = lettersUsed;
    shouted[tokens] = isShouted;
    tokens++;
  }

  private void add(Kind kind, String token) {
    begin(kind);
    for (int i = 0; i < token.length(); i++) {
      letters[lettersUsed++] = token.charAt(i);
    }
    finish(false);
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordChar(char c) {
    return isLatin(c) || isDigit(c) || (c >= 0x250 && Character.isLetter(c));
  }

  private static boolean isLatin(char c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
  }

  private static boolean isEmoji(int point) {
    if (point < 0x2300) {
      return false;
    }
    if (point < 0x10000) {
      return (point >= 0x2600 && point <= 0x27BF)
          || (point >= 0x2B05 && point <= 0x2B55)
          || (point >= 0x231A && point <= 0x23FF);
    }
    return point >= 0x1F1E6 && point <= 0x1FAFF && !(point >= 0x1F3FB && point <= 0x1F3FF);
  }
}
