package io.vigie.signal;

import org.jspecify.annotations.Nullable;

/**
 * What is expected of a brand's last 6 and 24 hours, and how it bursts and drifts; made anew every
 * hour. A baseline is null where there is not enough history for it.
 *
 * @param burstHour of one hour, whatever the time of day
 * @param burst6h of 6 hours, whatever the time of day
 * @param drift of the daily volume over the last two weeks, see {@link Drift}
 */
public record LongBaselines(
    @Nullable CountBaseline volume6h,
    @Nullable CountBaseline volume24h,
    @Nullable CountBaseline negative6h,
    @Nullable CountBaseline negative24h,
    @Nullable BurstBaseline burstHour,
    @Nullable BurstBaseline burst6h,
    @Nullable Double drift) {}
