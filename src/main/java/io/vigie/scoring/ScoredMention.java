package io.vigie.scoring;

import io.vigie.mention.Mention;

/**
 * A mention with what the model says of it.
 *
 * @param model id of the model that scored it (name and version), also when it could not be scored
 */
public record ScoredMention(Mention mention, Scores scores, String model) {}
