/**
 * One story of one brand: how matches become an incident, how its severity is weighed, what
 * evidence it keeps, and the alerts that tell people about each of its revisions.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.incident;
