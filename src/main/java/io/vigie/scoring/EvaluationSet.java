package io.vigie.scoring;

import io.vigie.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A labelled file, and what its labels mean for a head, so that a published benchmark is evaluated
 * as it was published. Written {@code FILE[:HEAD[=LABEL][:WORD=LABEL,...]]}:
 *
 * <ul>
 *   <li>{@code test.tsv}: the columns say it all;
 *   <li>{@code test.tsv:emotion}: the column {@code label} holds emotions;
 *   <li>{@code test.tsv:category=hostile}: a yes/no question. Yes is the label's name or one of the
 *       words that such sets use for it ({@code offensive}, {@code hate}, {@code toxic}...), no is
 *       the same with {@code not_}, or {@code neither}, {@code normal}...;
 *   <li>{@code test.tsv:emotion:shame=sadness,guilt=sadness,*=skip}: further words of the file;
 *       {@code *} is any other word, {@code skip} leaves the row out. For a yes/no question a word
 *       stands for {@code yes}, {@code no} or {@code skip}.
 * </ul>
 *
 * @param file .tsv or .tsv.gz
 * @param head what the column {@code label} holds, or null to take it from the columns' names
 * @param yes the label that a yes/no question asks about, or null
 * @param words words of the file and the labels they stand for
 */
public record EvaluationSet(
    Path file, @Nullable Head head, @Nullable String yes, Map<String, String> words) {

  /** Words that published sets use for a label of ours. */
  private static final Map<Head, Map<String, String>> KNOWN =
      Map.of(
          Head.SENTIMENT,
          Map.of(
              "pos",
              "positive",
              "neg",
              "negative",
              "neu",
              "neutral",
              "positif",
              "positive",
              "negatif",
              "negative",
              "neutre",
              "neutral",
              "ambiguous",
              TrainingSet.SKIP),
          Head.EMOTION,
          Map.of("optimism", "joy", "love", "joy", "neutral", "none", "others", "none"),
          Head.CATEGORY,
          Map.of());

  /** What a set that asks a yes/no question calls the yes. */
  private static final Map<String, Set<String>> YES =
      Map.of(
          "hostile",
          Set.of("offensive", "hate", "hateful", "toxic", "abusive", "disrespectful"),
          "offensive",
          Set.of("hostile", "hate", "hateful", "toxic", "abusive", "disrespectful"),
          "claim",
          Set.of("checkworthy"),
          "request",
          Set.of("question"));

  private static final Set<String> NO = Set.of("no", "0", "false", "neither", "normal", "none");

  /**
   * Reads the argument of a command.
   *
   * @throws IllegalArgumentException if it is not written as above; the message says what is wrong
   */
  public static EvaluationSet parse(String argument) {
    if (argument.indexOf(':') < 0 || Files.exists(Path.of(argument))) {
      return new EvaluationSet(Path.of(argument), null, null, Map.of());
    }
    String[] parts = argument.split(":", 3);
    String[] question = parts[1].split("=", 2);
    Head head = head(argument, question[0]);
    String yes = question.length == 1 ? null : question[1];
    if (yes != null && !head.labels().contains(yes)) {
      throw new IllegalArgumentException(
          argument + ": '" + yes + "' is no " + head.label() + "; known are " + head.labels());
    }
    return new EvaluationSet(
        Path.of(parts[0]), head, yes, words(argument, head, yes, parts.length < 3 ? "" : parts[2]));
  }

  private static Head head(String argument, String name) {
    List<String> known = new ArrayList<>();
    for (Head head : Head.values()) {
      if (head.label().equals(name)) {
        return head;
      }
      known.add(head.label());
    }
    throw new IllegalArgumentException(
        argument + ": '" + name + "' is no head; write FILE:HEAD, with one of " + known);
  }

  private static Map<String, String> words(
      String argument, Head head, @Nullable String yes, String mapping) {
    Map<String, String> words = new HashMap<>();
    if (yes == null) {
      words.putAll(KNOWN.getOrDefault(head, Map.of()));
    } else {
      String no = no(head, yes);
      putYes(words, yes, yes, no);
      YES.getOrDefault(yes, Set.of()).forEach(word -> putYes(words, word, yes, no));
      Set.of("yes", "1", "true").forEach(word -> words.put(word, yes));
      NO.forEach(word -> words.put(word, no));
    }
    for (String pair : mapping.isEmpty() ? new String[0] : mapping.split(",")) {
      int middle = pair.lastIndexOf('=');
      String label = pair.substring(middle + 1).toLowerCase(Locale.ROOT);
      if (yes != null) {
        label = label.equals("yes") ? yes : label.equals("no") ? no(head, yes) : label;
      }
      if (middle < 1 || !(label.equals(TrainingSet.SKIP) || head.labels().contains(label))) {
        throw new IllegalArgumentException(
            argument
                + ": '"
                + pair
                + "' should be WORD=LABEL, with a label of "
                + (yes == null ? head.labels() : "[yes, no]")
                + " or skip");
      }
      words.put(pair.substring(0, middle), label);
    }
    return Map.copyOf(words);
  }

  private static void putYes(Map<String, String> words, String word, String yes, String no) {
    words.put(word, yes);
    List.of("not_", "not-", "non_", "non-", "no_").forEach(not -> words.put(not + word, no));
  }

  /** Any other label of the head: a yes/no question tells none of them apart. */
  private static String no(Head head, String yes) {
    return head.labels().get(head.labels().get(0).equals(yes) ? 1 : 0);
  }

  /** The file's texts; a label that is neither known nor mapped is a problem. */
  List<LabelledText> read(Problems problems) {
    Head labelled = head;
    boolean byColumn = labelled == null || !LabelledTexts.columns(file, problems).contains("label");
    return LabelledTexts.read(
        file,
        new TrainingSet(
            file.getFileName().toString(),
            List.of(),
            null,
            byColumn || labelled == null ? List.of() : List.of(labelled),
            words,
            null,
            Set.of(),
            1f,
            false),
        problems);
  }

  /** The name in tables: the file, and the question if there is one. */
  String title() {
    return file.getFileName() + (yes == null ? "" : " (" + yes + " or not)");
  }
}
