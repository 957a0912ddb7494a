/**
 * Windowed aggregates for people and dashboards: what is counted per brand and platform in a
 * minute, how minutes add up to longer windows, and the formulas of the trade's KPIs, each with its
 * denominator.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.kpi;
