package io.vigie.signal;

/**
 * How many mentions are to come: the truth lies below p10 one time in ten, above p90 one in ten.
 *
 * @param hours from the end of the step on
 */
public record VolumeForecast(int hours, double p10, double p50, double p90) {}
