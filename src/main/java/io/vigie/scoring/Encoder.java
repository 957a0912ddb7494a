package io.vigie.scoring;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a text into rows of the embedding table (words, pairs of words, negated words; pieces of
 * words) and a few measures. One instance belongs to one thread; what it holds is valid until the
 * next {@link #encode}.
 */
final class Encoder {

  /** How many measures stand beside the embeddings, each 0 to about 1. */
  static final int MEASURES = 20;

  /** Row indices of each kind that one text can have; the rest is dropped. */
  static final int MAX_ROWS = 4_096;

  /** Words after a negation that count as negated, unless punctuation ends the clause. */
  private static final int NEGATION_REACH = 3;

  private static final int WORD = 1;
  private static final int ACCENTED = 2;
  private static final int PAIR = 3;
  private static final int NEGATED = 4;
  private static final int SHOUTED = 5;
  private static final int PIECE = 6;
  private static final int TRIPLE = 7;
  private static final int SKIP = 8;

  /** Stands for the hash of any name. */
  private static final long NAME = 0x6e616d65L;

  /** Stands for the further words of a name. */
  private static final long INSIDE_NAME = 0x6e616d66L;

  private static final int NEGATES = 1;
  private static final int NE = 2;
  private static final int PLUS = 4;
  private static final int CONTRASTS = 8;

  /** In French these stand behind the verb that they negate: "je recommande pas". */
  private static final int NEGATES_BEFORE = 16;

  private static final WordSet GRAMMAR = new WordSet(120);

  static {
    GRAMMAR.add(
        "pas jamais rien aucun aucune sans ni non pa not no never cannot nor without nothing dont"
            + " doesnt didnt cant couldnt wont wouldnt isnt arent wasnt werent aint hasnt havent"
            + " hadnt shouldnt",
        NEGATES);
    GRAMMAR.add("pas jamais rien", NEGATES_BEFORE);
    GRAMMAR.add("ne n", NE);
    GRAMMAR.add("plus", PLUS);
    GRAMMAR.add("mais but however pourtant cependant although though", CONTRASTS);
  }

  /** Latin letters without their accents. */
  private static final char[] FOLDED = new char[0x250];

  static {
    for (char c = 0; c < FOLDED.length; c++) {
      String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
      FOLDED[c] = c < 0x80 ? c : parts.charAt(0);
    }
  }

  private final EncoderSettings settings;
  private final @Nullable KnownWords known;
  private final BrandNames names;
  private final long[] folds = new long[Tokenizer.MAX_TOKENS];
  private final Tokenizer tokenizer = new Tokenizer();
  private final LanguageDetector detector = new LanguageDetector();
  private final char[] folded = new char[Tokenizer.MAX_WORD * 2 + 4];
  private final int[] wordRows = new int[MAX_ROWS];
  private final int[] pieceRows = new int[MAX_ROWS];
  private final int[] wordTokens = new int[MAX_ROWS];
  private final int[] pieceTokens = new int[MAX_ROWS];
  private final int[] tokenRows = new int[Tokenizer.MAX_TOKENS];
  private final float[] measures = new float[MEASURES];
  private int hiddenLatin;
  private int hiddenUpper;
  private int hiddenElongations;
  private int hiddenWords;
  private int insideNames;
  private int current;
  private int wordCount;
  private int pieceCount;
  private @Nullable String language;
  private LongConsumer words = hash -> {};

  Encoder(EncoderSettings settings) {
    this(settings, null, BrandNames.NONE);
  }

  /**
   * An encoder that masks names.
   *
   * @param known the words that training met, or null to take no word for an unlisted name
   * @param names the listed names
   */
  Encoder(EncoderSettings settings, @Nullable KnownWords known, BrandNames names) {
    this.settings = settings;
    this.known = known;
    this.names = names;
  }

  EncoderSettings settings() {
    return settings;
  }

  /**
   * Reads a text.
   *
   * @param hint language told by the source, or null
   * @return why the text cannot be scored, or null if it can
   */
  @Nullable UnscoredReason encode(String text, @Nullable String hint) {
    wordCount = 0;
    pieceCount = 0;
    language = null;
    tokenizer.scan(text);
    if (tokenizer.latinLetters() < tokenizer.otherLetters()) {
      return UnscoredReason.LANGUAGE;
    }
    if (tokenizer.words() == 0 && !hasEmoji()) {
      return text.isBlank() ? UnscoredReason.EMPTY : UnscoredReason.NO_WORDS;
    }
    collect();
    language = detector.detect(hint);
    measures[MEASURES - 2] = LanguageDetector.FRENCH.equals(language) ? 1 : 0;
    measures[MEASURES - 1] = LanguageDetector.ENGLISH.equals(language) ? 1 : 0;
    // the model's measures stay those of the words: it was trained with them
    String asked = detector.ask(hint, text);
    if (asked != null) {
      language = asked;
    }
    boolean foreign =
        language != null
            && !language.equals(LanguageDetector.FRENCH)
            && !language.equals(LanguageDetector.ENGLISH);
    return foreign ? UnscoredReason.LANGUAGE : null;
  }

  /** From now on tells each word of a text, by the {@link Hash} of its letters without accents. */
  void tellWords(LongConsumer to) {
    words = to;
  }

  /** The row that stands for any name. */
  static int nameRow(EncoderSettings settings) {
    return Hash.row(NAME, WORD, settings.bits());
  }

  /** Rows of words, pairs and negated words; the first {@link #wordCount} count. */
  int[] wordRows() {
    return wordRows;
  }

  int wordCount() {
    return wordCount;
  }

  /** Rows of pieces of words; the first {@link #pieceCount} count. */
  int[] pieceRows() {
    return pieceRows;
  }

  int pieceCount() {
    return pieceCount;
  }

  /** For each of {@link #wordRows} the token that it came with, the last one of a phrase. */
  int[] wordTokens() {
    return wordTokens;
  }

  /** For each of {@link #pieceRows} the token that it came with. */
  int[] pieceTokens() {
    return pieceTokens;
  }

  /** Tokens of the text. */
  int tokens() {
    return tokenizer.tokens();
  }

  /** The row of a token by itself. */
  int tokenRow(int token) {
    return tokenRows[token];
  }

  /** Whether the text has a word; one of emoji alone can be scored, but teaches little. */
  boolean hasWords() {
    return tokenizer.words() > 0;
  }

  private boolean hasEmoji() {
    for (int token = 0; token < tokenizer.tokens(); token++) {
      if (isEmoji(token)) {
        return true;
      }
    }
    return false;
  }

  boolean isEmoji(int token) {
    Tokenizer.Kind kind = tokenizer.kind(token);
    return kind == Tokenizer.Kind.EMOJI || kind == Tokenizer.Kind.EMOTICON;
  }

  /** The measures, {@link #MEASURES} of them. */
  float[] measures() {
    return measures;
  }

  /** The language that the text was read in, or null if it told none. */
  @Nullable String language() {
    return language;
  }

  private void collect() {
    detector.reset();
    current = 0;
    int bits = settings.bits();
    boolean triples = settings.maxPhrase() > 2;
    long before = Hash.START;
    long beforeThat = Hash.START;
    int negated = 0;
    int sinceNe = NEGATION_REACH + 1;
    int negations = 0;
    int shouts = 0;
    int contrasts = 0;
    int[] kinds = new int[KINDS];
    int exclamations = 0;
    int questions = 0;
    int ellipses = 0;
    findNames();
    for (int token = 0; token < tokenizer.tokens(); token++) {
      Tokenizer.Kind kind = tokenizer.kind(token);
      int start = tokenizer.start(token);
      int end = tokenizer.end(token);
      char[] letters = tokenizer.letters();
      kinds[kind.ordinal()]++;
      current = token;
      long hash;
      if (kind == Tokenizer.Kind.WORD) {
        if (folds[token] == INSIDE_NAME) {
          insideNames++;
          hideLetters(token);
          tokenRows[token] = nameRow(settings);
          continue;
        }
        boolean listed = folds[token] == NAME;
        boolean accents = !listed && fold(letters, start, end);
        int size = end - start;
        hash = listed ? NAME : Hash.of(folded, 1, size + 1);
        if (!listed) {
          detector.see(hash);
          words.accept(hash);
        }
        if (listed || isUnlistedName(hash, token)) {
          hash = NAME;
          hideLetters(token);
          tokenRows[token] = Hash.row(hash, WORD, bits);
          addWord(tokenRows[token]);
        } else {
          tokenRows[token] = Hash.row(hash, WORD, bits);
          addWord(tokenRows[token]);
          if (accents) {
            addWord(Hash.row(Hash.of(letters, start, end), ACCENTED, bits));
          }
          if (tokenizer.shouted(token)) {
            shouts++;
            addWord(Hash.row(hash, SHOUTED, bits));
          }
          int grammar = GRAMMAR.get(hash);
          if (negated > 0) {
            negated--;
            addWord(Hash.row(hash, NEGATED, bits));
          }
          if ((grammar & NEGATES_BEFORE) != 0
              && token > 0
              && tokenizer.kind(token - 1) == Tokenizer.Kind.WORD) {
            addWord(Hash.row(before, NEGATED, bits));
          }
          sinceNe = (grammar & NE) != 0 ? 0 : sinceNe + 1;
          if ((grammar & NEGATES) != 0 || ((grammar & PLUS) != 0 && sinceNe <= NEGATION_REACH)) {
            negations++;
            negated = NEGATION_REACH;
          }
          if ((grammar & CONTRASTS) != 0) {
            contrasts++;
            negated = 0;
          }
          addPieces(size, bits);
        }
      } else {
        hash = Hash.of(letters, start, end);
        tokenRows[token] = Hash.row(hash, WORD, bits);
        addWord(tokenRows[token]);
        if (kind == Tokenizer.Kind.PUNCTUATION) {
          negated = 0;
          char first = letters[start];
          exclamations += first == '!' ? end - start : 0;
          questions += first == '?' ? 1 : 0;
          ellipses += first == '…' ? 1 : 0;
        }
      }
      long pair = before * 31 + hash;
      addWord(Hash.row(pair, PAIR, bits));
      if (triples && token > 1) {
        addWord(Hash.row(beforeThat * 961 + pair, TRIPLE, bits));
        addWord(Hash.row(beforeThat * 31 + hash, SKIP, bits));
      }
      beforeThat = before;
      before = hash;
    }
    int tokens = tokenizer.tokens() - insideNames;
    int words = tokenizer.words();
    measures[0] = (float) Math.log1p(tokens) / 6;
    measures[1] = share(exclamations, 4);
    measures[2] = share(questions, 3);
    measures[3] = share(ellipses, 3);
    int latin = Math.max(1, tokenizer.latinLetters() - hiddenLatin);
    measures[4] = (float) (tokenizer.upperLetters() - hiddenUpper) / latin;
    measures[5] = share(shouts, 5);
    measures[6] = share(tokenizer.elongations() - hiddenElongations, 2);
    measures[7] = share(negations, 3);
    measures[8] = share(contrasts, 2);
    measures[9] = share(kinds[Tokenizer.Kind.EMOJI.ordinal()], 4);
    measures[10] = share(kinds[Tokenizer.Kind.EMOTICON.ordinal()], 2);
    measures[11] = share(kinds[Tokenizer.Kind.LINK.ordinal()], 2);
    measures[12] = share(kinds[Tokenizer.Kind.HANDLE.ordinal()], 3);
    measures[13] = share(kinds[Tokenizer.Kind.HASHTAG.ordinal()], 4);
    measures[14] = share(kinds[Tokenizer.Kind.NUMBER.ordinal()], 4);
    measures[15] = share(tokenizer.quotes(), 2);
    measures[16] = tokenizer.kind(0) == Tokenizer.Kind.HANDLE ? 1 : 0;
    measures[17] = (float) latin / (12f * Math.max(1, words - hiddenWords));
  }

  /** Marks the words that are a listed name: its first by {@link #NAME}. */
  private void findNames() {
    hiddenLatin = 0;
    hiddenUpper = 0;
    hiddenElongations = 0;
    hiddenWords = 0;
    insideNames = 0;
    int tokens = tokenizer.tokens();
    if (names.isEmpty()) {
      Arrays.fill(folds, 0, tokens, 0);
      return;
    }
    for (int token = 0; token < tokens; token++) {
      int start = tokenizer.start(token);
      int end = tokenizer.end(token);
      folds[token] = 0;
      if (tokenizer.kind(token) == Tokenizer.Kind.WORD) {
        fold(tokenizer.letters(), start, end);
        folds[token] = Hash.of(folded, 1, end - start + 1);
      }
    }
    for (int token = 0; token < tokens; token++) {
      int length = names.length(folds, token, tokens);
      if (length > 0) {
        folds[token] = NAME;
        Arrays.fill(folds, token + 1, token + length, INSIDE_NAME);
        token += length - 1;
      }
    }
  }

  /** How a name is written must not tell it from another either. */
  private void hideLetters(int token) {
    hiddenLatin += tokenizer.latinLetters(token);
    hiddenUpper += tokenizer.upperLetters(token);
    hiddenElongations += tokenizer.elongated(token) ? 1 : 0;
    hiddenWords++;
  }

  /** A word with a capital that training did not meet is most probably a name. */
  private boolean isUnlistedName(long hash, int token) {
    return known != null && tokenizer.capital(token) && !known.has(hash);
  }

  private static final int KINDS = Tokenizer.Kind.values().length;

  private static float share(int count, int much) {
    return Math.min(count, much) / (float) much;
  }

  /** Copies a word between the marks of its ends, without accents; true if it had any. */
  private boolean fold(char[] letters, int start, int end) {
    boolean accents = false;
    folded[0] = '<';
    for (int i = start; i < end; i++) {
      char c = letters[i];
      char plain = c < FOLDED.length ? FOLDED[c] : c;
      accents |= plain != c;
      folded[i - start + 1] = plain;
    }
    folded[end - start + 1] = '>';
    return accents;
  }

  private void addPieces(int size, int bits) {
    int marked = size + 2;
    for (int first = 0; first + settings.minPiece() <= marked; first++) {
      long hash = Hash.START;
      int last = Math.min(marked, first + settings.maxPiece());
      for (int i = first; i < last; i++) {
        hash = Hash.add(hash, folded[i]);
        if (i - first + 1 >= settings.minPiece() && pieceCount < MAX_ROWS) {
          pieceTokens[pieceCount] = current;
          pieceRows[pieceCount++] = Hash.row(hash, PIECE, bits);
        }
      }
    }
  }

  private void addWord(int row) {
    if (wordCount < MAX_ROWS) {
      wordTokens[wordCount] = current;
      wordRows[wordCount++] = row;
    }
  }
}
