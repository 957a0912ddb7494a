package io.vigie.incident;

/**
 * One reason for an incident's severity.
 *
 * @param name what it is, kebab-case, such as {@code volume-surprise}
 * @param value the factor itself, 0 to 1
 * @param weight how much it may contribute alone, 0 to 1
 * @param points its share of the severity, in points of 100; the points of all factors sum to the
 *     severity
 */
public record SeverityFactor(String name, double value, double weight, double points) {}
