package io.vigie.signal;

import java.util.List;

/**
 * What a step means for the hours to come.
 *
 * @param risk early-warning score, 0 to 1 ({@link RiskScore})
 * @param drivers what makes the risk, largest share first; the shares sum to 1, or there are none
 *     at no risk
 * @param forecasts of the volume, by rising horizon; empty while learning
 */
public record Outlook(double risk, List<RiskDriver> drivers, List<VolumeForecast> forecasts) {}
