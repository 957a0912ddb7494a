package io.vigie.scoring;

import org.jspecify.annotations.Nullable;

/**
 * A text with what people said of it.
 *
 * @param targets for each {@link Head}, in its order, the wanted probabilities, or null where
 *     nobody labelled it
 * @param weight how much it counts in training, above 0
 */
record LabelledText(
    String text, @Nullable String lang, float[] @Nullable [] targets, float weight, String set) {}
