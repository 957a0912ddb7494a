package io.vigie.response;

import io.vigie.mention.Folding;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Which task of a playbook people mean when they tell that one is done. */
public final class TaskNames {

  private TaskNames() {}

  /**
   * Whether every word of what was told stands in the task, whatever case and accents: "holding
   * statement" means "Publish the holding statement and pin it."
   */
  public static boolean means(String told, String task) {
    Set<String> words = words(told);
    return !words.isEmpty() && words(task).containsAll(words);
  }

  private static Set<String> words(String text) {
    return Arrays.stream(Folding.fold(text).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
