package io.vigie.response;

import io.vigie.response.Faq.Entry;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a file {@code faq.yaml}; every problem is reported with its line. */
public final class FaqReader {

  static final int MAX_ENTRIES = 1000;
  static final int MAX_QUESTIONS = 30;
  static final int MAX_QUESTION = 200;
  static final int MAX_ANSWER = 1000;

  private FaqReader() {}

  /**
   * Reads a FAQ.
   *
   * @param problems collects what is wrong; what comes back is usable only if there is none
   */
  public static Faq read(Path file, Problems problems) {
    YamlNode root = YamlFiles.readMapping(file, problems);
    return root == null ? Faq.NONE : read(root, problems);
  }

  static Faq read(YamlNode root, Problems problems) {
    root.allow(problems, "faq");
    YamlNode list = root.required("faq", problems);
    if (list == null) {
      return Faq.NONE;
    }
    if (!list.isSequence() || list.items().size() > MAX_ENTRIES) {
      problems.add(list, "'faq' should be a list of at most " + MAX_ENTRIES + " questions");
      return Faq.NONE;
    }
    LanguageReader languages = new LanguageReader(problems);
    Set<String> seen = new HashSet<>();
    List<Entry> entries = new ArrayList<>();
    for (YamlNode item : list.items()) {
      item.allow(problems, "id", "questions", "answer");
      if (item.isMapping()) {
        entries.add(
            new Entry(
                languages.name(item, "id", seen),
                languages.texts(item, "questions", MAX_QUESTIONS, MAX_QUESTION),
                languages.text(item, "answer", MAX_ANSWER)));
      }
    }
    return new Faq(List.copyOf(entries));
  }
}
