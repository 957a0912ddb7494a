package io.vigie.incident;

import io.vigie.scoring.Excerpt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an alert says what it says.
 *
 * @param signals the signals that made the matches, each at its most surprising step, by time; at
 *     most 20
 * @param mentions the weightiest mentions so far, weightiest first; at most 10
 * @param factors what the severity is made of, by points
 * @param mentionsByPlatform mentions since the incident's start by platform
 * @param voices who says what, where it began and in which words, or null if nothing could be read
 */
public record Evidence(
    List<SignalEvidence> signals,
    List<Excerpt> mentions,
    List<SeverityFactor> factors,
    Map<String, Long> mentionsByPlatform,
    @Nullable Voices voices) {

  /** Evidence of which no words were read. */
  public Evidence(
      List<SignalEvidence> signals,
      List<Excerpt> mentions,
      List<SeverityFactor> factors,
      Map<String, Long> mentionsByPlatform) {
    this(signals, mentions, factors, mentionsByPlatform, null);
  }

  /** The same with what people say. */
  Evidence with(Voices read) {
    return new Evidence(signals, mentions, factors, mentionsByPlatform, read);
  }

  /**
   * A signal as evidence.
   *
   * @param name name of the signal
   * @param indicator the indicator it is about
   * @param at step of its most surprising reading
   * @param value what was observed then
   * @param expected what the baseline expected, or null
   * @param surprise -log10 of the tail probability, or null
   */
  public record SignalEvidence(
      String name,
      String indicator,
      Instant at,
      double value,
      @Nullable Double expected,
      @Nullable Double surprise) {}
}
