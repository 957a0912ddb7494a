package io.vigie.response;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What triage needs to know.
 *
 * @param perMinute most mentions of a brand and minute that are told, 1 or more
 * @param playbooks templates of the drafts, or null: then there are no drafts
 */
public record TriageSettings(
    int perMinute, ModerationPolicy policy, Faq faq, @Nullable PlaybookSet playbooks)
    implements Serializable {}
