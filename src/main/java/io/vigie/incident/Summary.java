package io.vigie.incident;

import io.vigie.incident.IncidentState.Story;
import io.vigie.incident.Milestones.Merge;
import io.vigie.signal.Indicator;
import io.vigie.signal.IndicatorReading;
import io.vigie.signal.IndicatorStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An incident in one sentence of plain English or French, with numbers rounded as people round
 * them. It never quotes a mention, and the brand's name is made safe for one line.
 */
final class Summary {

  private static final int MAX_BRAND = 80;

  /** Surprise from which something is not worth calling unusual. */
  private static final double UNUSUAL = 2;

  /**
   * Usual mentions of an hour from which silence is no chance: e^-5 is less than one in a hundred.
   */
  private static final double WOULD_BE_HEARD = 5;

  /** Surprise from which a frequency means nothing any more (a hundred thousand years of hours). */
  private static final double NEVER_SEEN = 9;

  /** Surprise beyond which only the order of magnitude means something. */
  private static final double MILLION = 6;

  /** Growth is worth a word if the volume doubles within this many minutes. */
  private static final double SLOWEST_DOUBLING_MINUTES = 90;

  private static final double VELOCITY_SPAN_MINUTES = 15;

  /** Share of the mentions from which a story is mostly on one platform. */
  private static final double MOSTLY = 0.6;

  /** Terms of the many in the evidence that are told in words. */
  private static final int TERMS = 6;

  private static final int MAX_TERM = 60;

  /** Share from which a category or an emotion is told in words. */
  private static final double WORTH_SAYING = 0.2;

  /** Authors from which breadth is worth a word. */
  private static final double SEVERAL = 5;

  /** In English, then in French behind a share. */
  private static final Map<String, List<String>> CATEGORIES =
      Map.of(
          "complaint", List.of("complaints", "de plaintes"),
          "request", List.of("requests", "de demandes"),
          "praise", List.of("praise", "d’éloges"),
          "hostile", List.of("hostility", "d’hostilité"),
          "claim", List.of("claims", "d’affirmations"));

  private static final Map<String, List<String>> EMOTIONS =
      Map.of(
          "anger", List.of("anger", "de colère"),
          "disgust", List.of("disgust", "de dégoût"),
          "fear", List.of("fear", "de peur"),
          "sadness", List.of("sadness", "de tristesse"),
          // who mocks a brand laughs: a model of single posts reads it as joy
          "joy", List.of("joy or mockery", "de joie ou de moquerie"),
          "surprise", List.of("surprise", "de surprise"));

  private final Words words;

  Summary(Words words) {
    this.words = words;
  }

  /**
   * What is happening.
   *
   * @param step the latest step, or null if there was none
   */
  String open(Story story, @Nullable IndicatorStep step, Instant now) {
    StringBuilder text = new StringBuilder(subject(story));
    if (step == null) {
      text.append(words.say("patterns matched", "motifs reconnus"));
    } else {
      appendVolume(text, step.reading(Indicator.VOLUME.label()));
      appendNegativeShare(text, step.reading(Indicator.NEGATIVE_SHARE.label()));
      appendGrowth(text, step.reading(Indicator.VELOCITY.label()));
      appendAuthors(text, step.reading(Indicator.AUTHOR_BREADTH.label()));
    }
    appendPlatforms(text, story.mentionsByPlatform);
    if (story.wave == 1) {
      text.append(words.say(", since ", ", depuis ")).append(words.since(story.startedAt, now));
    } else {
      text.append(words.say(", again since ", ", de nouveau depuis "));
      text.append(words.since(story.waveStartedAt, now));
      text.append(words.say(" (wave ", " (vague ")).append(story.wave);
      text.append(words.say(" of what began ", " de ce qui a commencé "));
      text.append(words.at(story.startedAt, now)).append(')');
    }
    return text.append('.').toString();
  }

  /**
   * What people say, as further sentences with a blank before them; empty if nothing stands out.
   * Terms are strangers' words, but those of several authors, of letters and digits, and safe for
   * one line.
   */
  String voices(Voices voices) {
    StringBuilder text = new StringBuilder();
    if (!voices.terms().isEmpty()) {
      text.append(words.say(" Said more than usual", " Plus souvent que d’habitude"));
      text.append(words.colon());
      text.append(
          voices.terms().stream()
              .limit(TERMS)
              .map(term -> words.quoted(PlainText.oneLine(term.term(), MAX_TERM)))
              .collect(Collectors.joining(", ")));
      text.append('.');
    }
    List<String> shares = new ArrayList<>();
    addLargest(shares, voices.categories(), CATEGORIES);
    addLargest(shares, voices.emotions(), EMOTIONS);
    if (!shares.isEmpty()) {
      text.append(words.say(" Of the mentions read, ", " Parmi les mentions, "));
      text.append(String.join(words.say(" and ", " et "), shares)).append('.');
    }
    return text.toString();
  }

  /** The label with the largest share, of those that have a name here. */
  private void addLargest(
      List<String> into, Map<String, Double> shares, Map<String, List<String>> names) {
    shares.entrySet().stream()
        .filter(share -> names.containsKey(share.getKey()) && share.getValue() >= WORTH_SAYING)
        .max(
            Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .ifPresent(
            share -> {
              List<String> name = names.getOrDefault(share.getKey(), List.of("", ""));
              String of = words.say(name.get(0), name.get(1));
              into.add(words.percent(share.getValue()) + " " + of);
            });
  }

  /**
   * What happened.
   *
   * @param wasQuiet false if signals ended but the volume stayed above its old expectation
   */
  String resolved(Story story, Instant resolvedAt, boolean wasQuiet) {
    String how =
        story.resolvedBy != null
            ? words.say("resolved by ", "clos par ")
                + PlainText.oneLine(story.resolvedBy, MAX_BRAND)
                + words.say(" after ", " après ")
            : wasQuiet
                ? words.say("back to normal after ", "retour à la normale après ")
                : words.say("no signal any more after ", "plus aucun signal après ");
    return subject(story)
        + how
        + words.duration(Duration.between(story.waveStartedAt, resolvedAt))
        + words.semicolon()
        + lookBack(story, resolvedAt)
        + (story.wave > 1 ? words.say(" in ", " en ") + story.wave : "")
        + (story.wave > 1 ? words.say(" waves.", " vagues.") : ".");
  }

  /**
   * That another incident tells of it from now on.
   *
   * @param now its story goes on, so it is told as it stands
   */
  String merged(Story story, Merge merged, Instant now) {
    return subject(story)
        + words.say("merged by ", "fusionné par ")
        + PlainText.oneLine(merged.by(), MAX_BRAND)
        + words.say(" into ", " dans ")
        + PlainText.oneLine(merged.into(), MAX_BRAND)
        + words.say(
            ", whose alerts tell the story from now on",
            ", dont les alertes en rendent compte désormais")
        + words.semicolon()
        + lookBack(story, now)
        + '.';
  }

  private String lookBack(Story story, Instant now) {
    return words.say("peak severity ", "gravité maximale ")
        + Math.round(story.peakSeverity)
        + " ("
        + words.level(story.peakLevel)
        + "), "
        + words.mentions(story.mentionCount())
        + words.say(" since ", " depuis ")
        + words.since(story.startedAt, now);
  }

  private String subject(Story story) {
    return (story.exercise ? words.say("Exercise", "Exercice") + words.colon() : "")
        + PlainText.oneLine(story.brand, MAX_BRAND)
        + words.colon();
  }

  private void appendVolume(StringBuilder text, @Nullable IndicatorReading volume) {
    if (volume == null) {
      text.append(words.say("signals held", "signaux actifs"));
      return;
    }
    text.append(words.mentions(Math.round(volume.value())));
    text.append(words.say(" in the last hour", " en une heure"));
    Double expected = volume.expected();
    if (expected != null) {
      text.append(words.say(" where ", " contre ")).append(usual(expected));
      if (volume.value() == 0 && expected >= WOULD_BE_HEARD) {
        text.append(
            words.say(
                " (over, or is the source down?)", " (terminé, ou la source est-elle muette ?)"));
      }
    }
    Double surprise = volume.surprise();
    if (surprise != null && surprise >= UNUSUAL) {
      text.append(" (").append(rarity(surprise)).append(')');
    }
  }

  private void appendNegativeShare(StringBuilder text, @Nullable IndicatorReading share) {
    if (share == null) {
      return;
    }
    // corrected for the model's errors, so it differs from the counted share that KPIs tell
    text.append(words.say(", an estimated ", ", une part négative estimée à "));
    text.append(words.percent(share.value())).append(words.say(" negative", ""));
    Double low = share.low();
    Double high = share.high();
    if (low != null && high != null) {
      text.append(" (").append(Math.round(100 * low)).append(words.say(" to ", " à "));
      text.append(Math.round(100 * high)).append(')');
    }
    Double expected = share.expected();
    if (expected != null) {
      text.append(words.say(" against ", " contre ")).append(words.percent(expected));
      text.append(words.say(" usual", " d’habitude"));
    }
  }

  private void appendGrowth(StringBuilder text, @Nullable IndicatorReading velocity) {
    if (velocity == null || velocity.value() <= 0) {
      return;
    }
    // FIELD C5: doubling time = span ln 2 / g.
    double minutes = VELOCITY_SPAN_MINUTES * Math.log(2) / velocity.value();
    if (minutes <= SLOWEST_DOUBLING_MINUTES) {
      long rounded = Math.max(1, Math.round(minutes));
      text.append(words.say(", doubling every ", ", un volume qui double "));
      text.append(
          rounded == 1
              ? words.say("minute", "chaque minute")
              : words.say("", "toutes les ") + rounded + " minutes");
    }
  }

  /** The effective number: some who write much do not make a crowd. */
  private void appendAuthors(StringBuilder text, @Nullable IndicatorReading breadth) {
    if (breadth != null && breadth.value() >= SEVERAL) {
      text.append(words.say(", by about ", ", par environ "));
      text.append(words.whole(rounded(breadth.value()))).append(words.say(" authors", " auteurs"));
    }
  }

  /** To two digits. */
  private static long rounded(double number) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(number)) - 1));
    return Math.round(Math.round(number / unit) * unit);
  }

  private void appendPlatforms(StringBuilder text, Map<String, Long> mentionsByPlatform) {
    List<Map.Entry<String, Long>> platforms =
        mentionsByPlatform.entrySet().stream()
            .filter(platform -> platform.getValue() > 0)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    if (platforms.isEmpty()) {
      return;
    }
    long all = platforms.stream().mapToLong(Map.Entry::getValue).sum();
    String first = name(platforms.get(0));
    if (platforms.size() == 1) {
      text.append(words.say(", on ", ", sur ")).append(first);
    } else {
      text.append(words.say(", mostly on ", ", surtout sur ")).append(first);
      if (platforms.get(0).getValue() < MOSTLY * all) {
        text.append(words.say(" and ", " et ")).append(name(platforms.get(1)));
      }
    }
  }

  private static String name(Map.Entry<String, Long> platform) {
    return PlainText.oneLine(platform.getKey(), MAX_BRAND);
  }

  private String usual(double expected) {
    if (expected < 1) {
      return words.say("fewer than 1 is usual", "moins d’une d’habitude");
    }
    long rounded = Math.round(expected);
    String are = rounded == 1 ? " is usual" : " are usual";
    return words.whole(rounded) + words.say(are, " d’habitude");
  }

  /**
   * How often the baseline would show this: one hour in 10^surprise, to one digit. That is one look
   * at one brand; who looks every minute at many sees such things more often. No baseline of two
   * weeks vouches for more than one in a million.
   */
  String rarity(double surprise) {
    if (surprise >= NEVER_SEEN) {
      return words.say("never seen in the baseline", "jamais vu dans les semaines de référence");
    }
    if (surprise > MILLION) {
      return words.say("rarer than one hour in a million", "plus rare qu’une heure sur un million");
    }
    double hours = Math.pow(10, surprise);
    double unit = Math.pow(10, Math.floor(surprise));
    long rounded = Math.round(Math.round(hours / unit) * unit);
    return words.say("about one hour in ", "comme environ une heure sur ")
        + words.whole(rounded)
        + words.say(" like this", "");
  }
}
