package io.vigie.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file of a {@link Recipe}, and how to read it.
 *
 * @param file name inside the data directory
 * @param columns names of the columns of a file whose first line is a text already; empty for a
 *     file that names them itself
 * @param lang language of texts that the file tells none of, or null
 * @param heads what its labels speak of; several are written {@code a|b} in the label column, in
 *     this order; empty to take them from the column's name
 * @param labels words of the file and the label they stand for, or {@link #SKIP}; {@link #ANY} is a
 *     word too
 * @param leaveOutColumn column whose values decide what is left out, or null
 * @param leaveOut values of that column that are left out
 * @param weight how much a text of this file counts in training
 * @param heldOut whether a part of it is kept from training, to stop, calibrate and measure with
 */
record TrainingSet(
    String file,
    List<String> columns,
    @Nullable String lang,
    List<Head> heads,
    Map<String, String> labels,
    @Nullable String leaveOutColumn,
    Set<String> leaveOut,
    float weight,
    boolean heldOut) {

  /** Stands for a label that is not to be learned. */
  static final String SKIP = "skip";

  /** Stands for every word that is neither mapped nor a label. */
  static final String ANY = "*";

  /** The label that a word of the file stands for, lower case; it may be an unknown one. */
  String word(Head head, String word) {
    String mapped = labels.get(word);
    String lower = word.toLowerCase(Locale.ROOT);
    if (mapped == null) {
      mapped = head.labels().contains(lower) ? lower : labels.getOrDefault(ANY, lower);
    }
    return mapped.toLowerCase(Locale.ROOT);
  }

  static TrainingSet of(String file) {
    return new TrainingSet(file, List.of(), null, List.of(), Map.of(), null, Set.of(), 1f, false);
  }
}
