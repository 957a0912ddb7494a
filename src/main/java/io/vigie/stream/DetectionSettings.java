package io.vigie.stream;

import io.vigie.incident.IncidentSettings;
import io.vigie.incident.Level;
import io.vigie.mention.WatchlistSettings;
import io.vigie.pattern.PatternSet;
import io.vigie.scoring.TextScorerFactory;
import io.vigie.signal.ErrorRates;
import io.vigie.signal.PlannedEvents;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the detection pipeline needs to know.
 *
 * @param watchlist brands, their own accounts and competitor sets
 * @param patterns signals and patterns; at least one pattern
 * @param scorers opens the model
 * @param errors how the model errs, by language, with "negative", to correct the negative share
 * @param batchSize most mentions that are scored at once; at least 1
 * @param batchWait longest time that a mention waits for its batch
 * @param duplicateWindow how long a repeated mention is recognised, at least; above 0
 * @param allowedLateness how late a mention may be and still revise its KPI windows
 * @param incidents thresholds of an incident's life
 * @param plannedEvents the calendar
 * @param controlMaxAge how long before another one a control message may have been issued; null =
 *     any time
 */
public record DetectionSettings(
    WatchlistSettings watchlist,
    PatternSet patterns,
    TextScorerFactory scorers,
    Map<String, ErrorRates> errors,
    int batchSize,
    Duration batchWait,
    Duration duplicateWindow,
    Duration allowedLateness,
    IncidentSettings incidents,
    PlannedEvents plannedEvents,
    @Nullable Duration controlMaxAge) {

  /**
   * The same with a control stream.
   *
   * @param acknowledgeWithin by level, when an incident that nobody acknowledges is told again
   * @param maxAge how long before another one a control message may have been issued; null = any
   *     time
   */
  public DetectionSettings controlled(
      Map<Level, Duration> acknowledgeWithin, @Nullable Duration maxAge) {
    return new DetectionSettings(
        watchlist,
        patterns,
        scorers,
        errors,
        batchSize,
        batchWait,
        duplicateWindow,
        allowedLateness,
        incidents.withAcknowledgeWithin(acknowledgeWithin),
        plannedEvents,
        maxAge);
  }

  /** The same with other patterns. */
  public DetectionSettings withPatterns(PatternSet others) {
    return new DetectionSettings(
        watchlist,
        others,
        scorers,
        errors,
        batchSize,
        batchWait,
        duplicateWindow,
        allowedLateness,
        incidents,
        plannedEvents,
        controlMaxAge);
  }
}
