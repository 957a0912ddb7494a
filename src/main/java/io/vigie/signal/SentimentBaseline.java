package io.vigie.signal;

/**
 * What the net sentiment of an hour is expected to be.
 *
 * @param sentiment the median of the days, -1 to 1
 * @param spread standard deviation between hours, above 0
 * @param variance of the polarity (-1, 0, 1) of one mention, above 0
 */
public record SentimentBaseline(double sentiment, double spread, double variance) {

  /** How many standard deviations a net sentiment of n mentions lies below. */
  double below(double netSentiment, int n) {
    return (sentiment - netSentiment) / Math.sqrt(spread * spread + variance / n);
  }
}
