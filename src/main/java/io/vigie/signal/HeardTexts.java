package io.vigie.signal;

import java.util.Arrays;

/**
 * The different texts that a brand's last hours had, each with whether another one is near to it.
 * Nearly every text of an hour was in the hour of the step before: what is known of it is not to be
 * found out again each minute.
 *
 * <p>No state: it only saves work. At most 80 KB of memory for a loud brand.
 */
final class HeardTexts {

  /** From so many on, those of past hours are forgotten; an hour has at most 400. */
  private static final int MANY = 1_000;

  /** What a text is multiplied with, so that its upper bits tell it apart (Fibonacci hashing). */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private NearTexts texts = new NearTexts();
  private boolean[] inCompany = new boolean[8];

  /** Open addressing, at most half full: one more than the place of a text, or 0. */
  private int[] places = new int[16];

  /** Before an hour is read: forgets what is not needed again. */
  void makeRoom() {
    if (texts.size() > MANY) {
      texts = new NearTexts();
      inCompany = new boolean[8];
      places = new int[16];
    }
  }

  /** How many texts there are. */
  int size() {
    return texts.size();
  }

  /** The place of a text, 0 to size - 1; it is added if it is new. */
  int placeOf(long text) {
    int at = slot(text);
    if (places[at] > 0) {
      return places[at] - 1;
    }
    int place = texts.size();
    if (place == inCompany.length) {
      inCompany = Arrays.copyOf(inCompany, place * 2);
      places = new int[places.length * 2];
      for (int i = 0; i < place; i++) {
        places[slot(texts.text(i))] = i + 1;
      }
      at = slot(text);
    }
    places[at] = place + 1;
    texts.forEachNear(
        text,
        near -> {
          inCompany[near] = true;
          inCompany[place] = true;
        });
    texts.add(text);
    return place;
  }

  /**
   * Whether no other text is near to the one at a place. False may be out of date, so nothing but
   * the work that is done may depend on it.
   */
  boolean isAlone(int place) {
    return !inCompany[place];
  }

  /** Where a text is in the table of places, or would be. */
  private int slot(long text) {
    int mask = places.length - 1;
    int at = (int) (text * GOLDEN >>> Integer.SIZE) & mask;
    while (places[at] > 0 && texts.text(places[at] - 1) != text) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
