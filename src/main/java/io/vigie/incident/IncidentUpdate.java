package io.vigie.incident;

import org.jspecify.annotations.Nullable;

/**
 * One revision of an incident, for the ledger, and the alert that tells people of it.
 *
 * @param incident the new revision
 * @param alert the alert, or null if nobody needs to be told
 */
public record IncidentUpdate(Incident incident, @Nullable Alert alert) {}
