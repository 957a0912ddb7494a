package io.vigie.response;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is suggested for one mention during an incident. At least once: a repeat has the same brand,
 * incident and mention, and the same content.
 *
 * @param at when it was published (event time)
 * @param lang language that it was read in (ISO 639-1), or null
 * @param author id of its author, or null
 * @param text its beginning, one line
 * @param priority 0 to 100, see {@link TriageRules}
 * @param rule the rule of the moderation policy that applies, or null
 * @param reason what its author is told, in its language, or null where no rule applies
 * @param faq what the FAQ has for it, or null if it is no request
 * @param draft an answer to check and finish, in its language, or null where there is none to give
 * @param why what made priority and handling, in words
 * @param exercise part of a drill
 */
public record Triage(
    String brand,
    String incidentId,
    String mentionId,
    Instant at,
    String platform,
    @Nullable String lang,
    @Nullable String author,
    String text,
    @Nullable String url,
    int priority,
    Handling handling,
    @Nullable String rule,
    @Nullable String reason,
    @Nullable FaqMatch faq,
    @Nullable String draft,
    List<String> why,
    boolean exercise) {}
