package io.vigie.cli.demo;

import io.vigie.scoring.Sentiment;
import java.util.Locale;

/** A kind of thing that people say of a brand; the grammars have a section for each. */
enum Remark {
  COMPLAINT(Sentiment.NEGATIVE),
  REQUEST(Sentiment.NEUTRAL),
  PRAISE(Sentiment.POSITIVE),
  HOSTILE(Sentiment.NEGATIVE),
  CLAIM(Sentiment.NEUTRAL),
  OTHER(Sentiment.NEUTRAL),
  /** The brand's own post. */
  OFFICIAL(Sentiment.NEUTRAL),
  PRESS(Sentiment.NEUTRAL),
  CRISIS(Sentiment.NEGATIVE),
  CRISIS_LEAD(Sentiment.NEGATIVE),
  CRISIS_PRESS(Sentiment.NEGATIVE),
  LAUNCH(Sentiment.POSITIVE),
  LAUNCH_LEAD(Sentiment.POSITIVE),
  LAUNCH_PRESS(Sentiment.POSITIVE);

  private final Sentiment sentiment;

  Remark(Sentiment sentiment) {
    this.sentiment = sentiment;
  }

  /** What its author means by it. */
  Sentiment sentiment() {
    return sentiment;
  }

  /** Its section in the grammars. */
  String section() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True for what an editor wrote: no typing errors, no emoji. */
  boolean edited() {
    return this == OFFICIAL || press();
  }

  /** True for an article. */
  boolean press() {
    return this == PRESS || this == CRISIS_PRESS || this == LAUNCH_PRESS;
  }
}
