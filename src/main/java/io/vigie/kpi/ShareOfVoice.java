package io.vigie.kpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of voice of the brands of one competitor set in one window: the mentions of a brand
 * divided by those of the whole set. A brand that was not mentioned counts 0.
 *
 * <p>Windows for all platforms go through here, keyed by (set, size, start); windows of a single
 * platform and of brands without a set do not. At the end of the window (an event-time timer at its
 * last millisecond), and after each late revision, {@link #close} gives every window that is new or
 * whose share changed: a late mention of one brand changes the shares of all. The revision counts
 * what left here.
 *
 * <p>State class: one {@link KpiWindow} (about 250 bytes) for each brand of the set.
 */
public final class ShareOfVoice {

  public String competitorSet = "";

  /** Newest window by brand. */
  public Map<String, KpiWindow> newest = new HashMap<>();

  /** Last window given out, by brand. */
  public Map<String, KpiWindow> given = new HashMap<>();

  public ShareOfVoice() {}

  public ShareOfVoice(String competitorSet) {
    this.competitorSet = competitorSet;
  }

  /** Notes a brand's window; an older revision than the known one changes nothing. */
  public void update(KpiWindow window) {
    KpiWindow known = newest.get(window.brand());
    if (known == null || window.revision() > known.revision()) {
      newest.put(window.brand(), window);
    }
  }

  /** The windows that are new or changed, with their share, by brand name. */
  public List<KpiWindow> close() {
    long total = 0;
    for (KpiWindow window : newest.values()) {
      total += window.mentions();
    }
    List<KpiWindow> changed = new ArrayList<>();
    for (KpiWindow window : new TreeMap<>(newest).values()) {
      Double share = KpiAccumulator.ratio(window.mentions(), total);
      KpiWindow before = given.get(window.brand());
      int last = before == null ? -1 : before.revision();
      if (before == null || !window.withShareOfVoice(competitorSet, share, last).equals(before)) {
        KpiWindow next = window.withShareOfVoice(competitorSet, share, last + 1);
        given.put(window.brand(), next);
        changed.add(next);
      }
    }
    return changed;
  }
}
