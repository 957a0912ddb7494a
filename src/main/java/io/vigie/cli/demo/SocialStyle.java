package io.vigie.cli.demo;

import io.vigie.scoring.Sentiment;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a clean sentence look like a post: missing accents, SMS spelling, typing errors, shouting,
 * stretched words, emoji and links. What an editor wrote stays clean.
 */
final class SocialStyle {

  private static final Pattern ELISION = Pattern.compile("\\b([Qq]u|[Dd])e (?=[aeiouéèêâîô])");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern FINAL_STOP = Pattern.compile("[.!,]+$");
  private static final Pattern PLAIN_WORD = Pattern.compile("\\p{Ll}{5,}");

  private static final Map<String, String> SMS_FR =
      Map.ofEntries(
          Map.entry("c'est", "c"),
          Map.entry("j'ai", "g"),
          Map.entry("pourquoi", "pk"),
          Map.entry("quand", "qd"),
          Map.entry("vous", "vs"),
          Map.entry("nous", "ns"),
          Map.entry("toujours", "tjs"),
          Map.entry("beaucoup", "bcp"),
          Map.entry("quelqu'un", "qqn"),
          Map.entry("depuis", "dps"),
          Map.entry("est-ce", "esk"),
          Map.entry("rendez-vous", "rdv"),
          Map.entry("vraiment", "vrmt"),
          Map.entry("bonjour,", "bjr"),
          Map.entry("salut,", "slt"),
          Map.entry("plus", "+"));
  private static final Map<String, String> SMS_EN =
      Map.ofEntries(
          Map.entry("you", "u"),
          Map.entry("your", "ur"),
          Map.entry("are", "r"),
          Map.entry("please", "pls"),
          Map.entry("because", "cuz"),
          Map.entry("people", "ppl"),
          Map.entry("thanks", "thx"),
          Map.entry("about", "abt"),
          Map.entry("why", "y"),
          Map.entry("and", "n"),
          Map.entry("great", "gr8"));

  private static final List<String> ANGRY = List.of("😡", "🤬", "😤", "👎", "🙄", "😠", "🤦", "😭");
  private static final List<String> PLAIN = List.of("🤔", "🙏", "👀", "🙂", "🤷");
  private static final List<String> HAPPY = List.of("😍", "👏", "🥰", "💚", "🎉", "😊", "🙌", "✨");

  private SocialStyle() {}

  /** The sentence as its author would post it in this language. */
  static String post(String sentence, String lang, Remark remark, Dice dice) {
    String text = lang.equals("fr") ? ELISION.matcher(sentence).replaceAll("$1'") : sentence;
    if (remark.edited()) {
      return capitalised(text);
    }
    if (dice.chance(0.15)) {
      text = sms(text, lang.equals("fr") ? SMS_FR : SMS_EN);
    }
    if (dice.chance(0.15)) {
      text = misspelt(text, dice);
    }
    if (lang.equals("fr") && dice.chance(0.3)) {
      text = withoutAccents(text);
    }
    if (dice.chance(0.55)) {
      text = capitalised(text);
    }
    if (dice.chance(0.3)) {
      text = FINAL_STOP.matcher(text).replaceAll("");
    }
    return text + ending(remark.sentiment(), dice);
  }

  private static String ending(Sentiment sentiment, Dice dice) {
    StringBuilder ending = new StringBuilder();
    if (sentiment != Sentiment.NEUTRAL && dice.chance(0.2)) {
      ending.append("!".repeat(1 + dice.below(4)));
    }
    if (dice.chance(sentiment == Sentiment.NEUTRAL ? 0.12 : 0.35)) {
      String emoji =
          dice.pick(
              switch (sentiment) {
                case NEGATIVE -> ANGRY;
                case NEUTRAL -> PLAIN;
                case POSITIVE -> HAPPY;
              });
      ending.append(' ').append(emoji.repeat(1 + dice.below(3) / 2));
    }
    if (dice.chance(0.06)) {
      ending.append(" https://ex.example/").append(Integer.toString(dice.below(1 << 30), 36));
    }
    return ending.toString();
  }

  private static String sms(String text, Map<String, String> shorter) {
    StringJoiner words = new StringJoiner(" ");
    for (String word : text.split(" ")) {
      words.add(shorter.getOrDefault(word.toLowerCase(Locale.ROOT), word));
    }
    return words.toString();
  }

  /** One word with two letters swapped, one left out, one stretched, or all shouted. */
  private static String misspelt(String text, Dice dice) {
    Matcher word = PLAIN_WORD.matcher(text);
    int skip = dice.below(4);
    for (int i = 0; word.find(); i++) {
      char before = word.start() == 0 ? ' ' : text.charAt(word.start() - 1);
      if (i >= skip && before == ' ') {
        return text.substring(0, word.start())
            + misspeltWord(word.group(), dice)
            + text.substring(word.end());
      }
    }
    return text;
  }

  private static String misspeltWord(String word, Dice dice) {
    int at = 1 + dice.below(word.length() - 2);
    return switch (dice.below(4)) {
      case 0 ->
          word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
      case 1 -> word.substring(0, at) + word.substring(at + 1);
      case 2 -> word + word.substring(word.length() - 1).repeat(3);
      default -> word.toUpperCase(Locale.ROOT);
    };
  }

  private static String withoutAccents(String text) {
    return ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
  }

  private static String capitalised(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
