package io.vigie.mention;

/** What happens to a mention whose given brand is not on the watchlist. */
public enum UnlistedBrands {
  /** It is taken, up to a quota of distinct unlisted brands, so that state stays bounded. */
  ACCEPT,
  /** It becomes a dead letter. */
  REFUSE
}
