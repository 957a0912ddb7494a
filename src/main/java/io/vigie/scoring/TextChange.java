package io.vigie.scoring;

import java.util.List;
import java.util.Locale;

/**
 * A small change of a text that should not change what is read in it. Each is a fixed function of
 * the text: no chance is involved.
 */
public enum TextChange {
  /** Two letters in the middle of the longest word change places. */
  TYPO {
    @Override
    String after(String text) {
      int start = 0;
      int best = 0;
      int bestStart = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (i == text.length() || !Character.isLetter(text.charAt(i))) {
          if (i - start > best) {
            best = i - start;
            bestStart = start;
          }
          start = i + 1;
        }
      }
      if (best < 4) {
        return text;
      }
      StringBuilder changed = new StringBuilder(text);
      int middle = bestStart + best / 2;
      changed.setCharAt(middle, text.charAt(middle - 1));
      changed.setCharAt(middle - 1, text.charAt(middle));
      return changed.toString();
    }
  },

  /** Everything in lower case. */
  CASE {
    @Override
    String after(String text) {
      return text.toLowerCase(Locale.ROOT);
    }
  },

  /** An emoji without feeling at the end. */
  EMOJI {
    @Override
    String after(String text) {
      return text + " \uD83D\uDCE6";
    }
  },

  /** A hashtag without feeling at the end. */
  HASHTAG {
    @Override
    String after(String text) {
      return text + " #info";
    }
  },

  /**
   * Another invented brand is named at the beginning, and the model knows neither name: a name must
   * not carry a sentiment.
   */
  BRAND {
    @Override
    String before(String text) {
      return named(text, 0);
    }

    @Override
    String after(String text) {
      return named(text, 1);
    }
  },

  /** The same with names that the scorer was told, as those of a watchlist are. */
  LISTED_BRAND {
    @Override
    String before(String text) {
      return named(text, 0);
    }

    @Override
    String after(String text) {
      return named(text, 1);
    }
  };

  /** The invented brands. */
  static final List<String> BRANDS =
      List.of("Velmora", "Brightoak", "Ondalis", "Kestrel", "Maison Perrin", "Fastline", "Zubo");

  private static String named(String text, int next) {
    int brand = Math.floorMod(text.hashCode(), BRANDS.size()) + next;
    return BRANDS.get(brand % BRANDS.size()) + " " + text;
  }

  /** What the changed text is compared with: the text itself, except where a brand is named. */
  String before(String text) {
    return text;
  }

  /** The changed text; the same if there is nothing to change. */
  abstract String after(String text);

  /** The name in tables and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
