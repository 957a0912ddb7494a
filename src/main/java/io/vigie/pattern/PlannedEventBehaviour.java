package io.vigie.pattern;

/** What a match of a pattern does while a planned event of the brand runs. */
public enum PlannedEventBehaviour {
  /** It opens nothing and joins nothing: a launch is expected to be loud. */
  SUPPRESS,
  /** Its incident stays at level watch or below as long as the event runs. */
  WATCH,
  /** As if nothing had been planned: a leak of data is one on any day. */
  IGNORE
}
