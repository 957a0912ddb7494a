package io.vigie.response;

import io.vigie.response.ModerationPolicy.Rule;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file {@code moderation.yaml}; every problem is reported with its line. */
public final class ModerationReader {

  static final int MAX_RULES = 50;
  private static final String[] KEYS = {
    "rule", "handling", "title", "reason", "terms", "offensiveFrom"
  };

  private final Problems problems;
  private final LanguageReader languages;
  private final Set<String> seen = new HashSet<>();

  private ModerationReader(Problems problems) {
    this.problems = problems;
    languages = new LanguageReader(problems);
  }

  /**
   * Reads a policy.
   *
   * @param problems collects what is wrong; what comes back is usable only if there is none
   */
  public static ModerationPolicy read(Path file, Problems problems) {
    YamlNode root = YamlFiles.readMapping(file, problems);
    return root == null ? ModerationPolicy.NONE : read(root, problems);
  }

  static ModerationPolicy read(YamlNode root, Problems problems) {
    root.allow(problems, "rules");
    YamlNode list = root.required("rules", problems);
    if (list == null) {
      return ModerationPolicy.NONE;
    }
    if (!list.isSequence() || list.items().size() > MAX_RULES) {
      problems.add(list, "'rules' should be a list of at most " + MAX_RULES + " rules");
      return ModerationPolicy.NONE;
    }
    ModerationReader reader = new ModerationReader(problems);
    List<Rule> rules = new ArrayList<>();
    for (YamlNode item : list.items()) {
      item.allow(problems, KEYS);
      if (item.isMapping()) {
        rules.add(reader.rule(item));
      }
    }
    return new ModerationPolicy(List.copyOf(rules));
  }

  private Rule rule(YamlNode item) {
    List<String> terms = terms(item);
    Double offensiveFrom =
        item.get("offensiveFrom") == null
            ? null
            : item.number("offensiveFrom", 0.9, 0.5, 1, problems);
    if (terms.isEmpty() && offensiveFrom == null && item.get("terms") == null) {
      problems.add(item, "a rule needs 'terms', or 'offensiveFrom', or both");
    }
    return new Rule(
        languages.name(item, "rule", seen),
        handling(item),
        languages.text(item, "title", PlaybookReader.MAX_SENTENCE),
        languages.text(item, "reason", PlaybookReader.MAX_TEMPLATE),
        terms,
        offensiveFrom);
  }

  private Handling handling(YamlNode item) {
    item.required("handling", problems);
    Handling handling = item.choice("handling", Handling.class, Handling.MODERATE, problems);
    if (handling != Handling.MODERATE && handling != Handling.LEGAL) {
      problems.add(
          Objects.requireNonNull(item.get("handling")),
          "'handling' of a rule should be moderate or legal");
    }
    return handling;
  }

  private List<String> terms(YamlNode item) {
    @Nullable YamlNode node = item.get("terms");
    if (node == null) {
      return List.of();
    }
    List<String> terms = new ArrayList<>();
    languages
        .texts(item, "terms", PlaybookReader.MAX_TERMS, YamlNode.MAX_NAME)
        .forEach((language, texts) -> terms.addAll(texts));
    for (String term : terms) {
      if (!Terms.isTerm(term)) {
        problems.add(
            node,
            "term '"
                + term
                + "' should be a word or phrase of at least "
                + Terms.MIN_LETTERS
                + " letters, with '*' at its end only");
      }
    }
    return terms.stream().distinct().toList();
  }
}
