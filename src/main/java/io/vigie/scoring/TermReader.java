package io.vigie.scoring;

import io.vigie.mention.Folding;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The terms of a text, as people read them: words, pairs of neighbouring words, hashtags ({@code
 * #late}) and the domains of links ({@code example.org}), in lower case with their accents.
 *
 * <p>Left out is what says nothing (the little words of French, English and their neighbours) and
 * what may point at a person: handles, addresses of mail, numbers of more than four digits.
 *
 * <p>A hand-written scanner, linear in the length of the text: no text can make it slow.
 */
public final class TermReader {

  /** Characters (UTF-16 units) of a text that are read. */
  static final int MAX_CHARS = 500;

  /** Terms of a text at most. */
  static final int MAX_TERMS = 80;

  /** Longest word, hashtag or domain. */
  private static final int MAX_LENGTH = 40;

  private static final int MIN_LENGTH = 3;

  /** Longest HTML entity, such as {@code &#8217;}. */
  private static final int MAX_ENTITY = 8;

  /** Longer numbers may be telephone, order or account numbers. */
  private static final int MAX_DIGITS = 4;

  /** Links that lead elsewhere, or back to a post: they tell nothing of what is linked to. */
  private static final Set<String> SHORTENERS =
      Set.of(
          ("t.co bit.ly goo.gl ow.ly tinyurl.com buff.ly dlvr.it is.gd ift.tt fb.me ln.is lnkd.in"
                  + " j.mp trib.al shar.es wp.me twitter.com pic.twitter.com x.com facebook.com")
              .split(" "));

  /**
   * Little words that are in no list of a grammar, without accents; and what is left of mark-up.
   */
  private static final Set<String> NOISE =
      Set.of(
          ("via amp http https www html com gmt utc pic off after before because into through during"
                  + " while says said say saying new news today day days back make made makes take took"
                  + " much many well one two first last next really think thing things way never ever"
                  + " always since being did done let lets hes shes theyre got getting gets another"
                  + " other every everyone someone ete etait etaient fois chose choses jour jours hier"
                  + " aujourdhui demain ainsi cela ceux celle celui autre autres encore voila dire dit"
                  + " mettre mis ici trop moins puis etc")
              .split(" "));

  private final String text;
  private final Set<String> terms = new LinkedHashSet<>(64);
  private String previous = "";
  private int at;

  private TermReader(String text) {
    this.text = text;
  }

  /** The terms of a text, each once, in the order of their first appearance. */
  public static Set<String> read(String text) {
    int length = Math.min(text.length(), MAX_CHARS);
    TermReader reader = new TermReader(text.substring(0, length).toLowerCase(Locale.ROOT));
    while (reader.at < reader.text.length() && reader.terms.size() < MAX_TERMS) {
      reader.next();
    }
    return reader.terms;
  }

  /** Whether a term is a hashtag. */
  public static boolean isHashtag(String term) {
    return term.startsWith("#");
  }

  /** Whether a term is the domain of a link. */
  public static boolean isLink(String term) {
    return term.indexOf('.') > 0;
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '@') {
      skipHandle();
    } else if (c == '&') {
      skipEntity();
    } else if (c == '#') {
      hashtag();
    } else if (isWord(c)) {
      if (text.startsWith("http://", at) || text.startsWith("https://", at)) {
        link(text.indexOf("://", at) + 3);
      } else if (isBareLink()) {
        link(at);
      } else {
        word();
      }
    } else {
      // Only blanks keep two words together.
      previous = c == ' ' ? previous : "";
      at++;
    }
  }

  private void skipHandle() {
    at++;
    while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    previous = "";
  }

  /** An HTML entity, left over in many exports. */
  private void skipEntity() {
    int end = text.indexOf(';', at);
    at = end > at && end - at <= MAX_ENTITY && text.lastIndexOf(' ', end) < at ? end + 1 : at + 1;
    previous = "";
  }

  /** Whether a link without its scheme begins here: www.example.org, example.org/page. */
  private boolean isBareLink() {
    int end = at;
    while (end < text.length() && isHost(text.charAt(end))) {
      end++;
    }
    boolean path = end < text.length() && text.charAt(end) == '/';
    return text.startsWith("www.", at) || (path && text.substring(at, end).indexOf('.') > 0);
  }

  private void hashtag() {
    int end = endOfWord(at + 1);
    String tag = text.substring(at, end);
    int digits = digits(tag);
    if (tag.length() > MIN_LENGTH
        && tag.length() <= MAX_LENGTH
        && digits <= MAX_DIGITS
        && digits < tag.length() - 1) {
      terms.add(tag);
    }
    at = end;
    previous = "";
  }

  private void link(int start) {
    int end = start;
    while (end < text.length() && isHost(text.charAt(end))) {
      end++;
    }
    String host = text.substring(start, end);
    host = host.startsWith("www.") ? host.substring(4) : host;
    if (host.indexOf('.') > 0 && host.length() <= MAX_LENGTH && !SHORTENERS.contains(host)) {
      terms.add(host);
    }
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    at = end;
    previous = "";
  }

  private void word() {
    int start = at;
    int end = endOfWord(at);
    if (end < text.length() && text.charAt(end) == '@') {
      at = end;
      skipHandle(); // an address of mail
      return;
    }
    at = end;
    if (end + 1 < text.length() && isApostrophe(text.charAt(end)) && isWord(text.charAt(end + 1))) {
      at = end + 1;
      if (isElision(start, end)) {
        previous = "";
        return;
      }
      at = endOfWord(at); // don't, it's: one word
    }
    String word = letters(start, at);
    if (saysNothing(word)) {
      previous = "";
      return;
    }
    terms.add(word);
    if (!previous.isEmpty() && terms.size() < MAX_TERMS) {
      terms.add(previous + ' ' + word);
    }
    previous = word;
  }

  /** Whether the word before an apostrophe is the article or pronoun of the next: l', qu', j'. */
  private boolean isElision(int start, int end) {
    int size = end - start;
    return (size == 1 && "cdjlmnst".indexOf(text.charAt(start)) >= 0)
        || (size >= 2 && text.startsWith("qu", end - 2));
  }

  private String letters(int start, int end) {
    int apostrophe = start;
    while (apostrophe < end && !isApostrophe(text.charAt(apostrophe))) {
      apostrophe++;
    }
    if (apostrophe == end) {
      return text.substring(start, end);
    }
    StringBuilder word = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      if (!isApostrophe(text.charAt(i))) {
        word.append(text.charAt(i));
      }
    }
    return word.toString();
  }

  private static boolean saysNothing(String word) {
    int digits = digits(word);
    if (word.length() > MAX_LENGTH || digits > MAX_DIGITS || word.length() < MIN_LENGTH) {
      return true;
    }
    String folded = isPlain(word) ? word : Folding.fold(word);
    return NOISE.contains(folded) || LanguageDetector.isLittleWord(folded);
  }

  /** Whether folding would change nothing: nearly all words. */
  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < 'a' || c > 'z') {
        return false;
      }
    }
    return true;
  }

  private static int digits(String word) {
    int digits = 0;
    for (int i = 0; i < word.length(); i++) {
      digits += Character.isDigit(word.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWord(char c) {
    return c < 128 ? Folding.isWord(c) : Character.isLetterOrDigit(c);
  }

  private static boolean isHost(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '\u2019';
  }
}
