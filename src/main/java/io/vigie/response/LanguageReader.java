package io.vigie.response;

import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a file says once in each {@link Language}: {@code key: {fr: …, en: …}}. */
final class LanguageReader {

  private final Problems problems;

  LanguageReader(Problems problems) {
    this.problems = problems;
  }

  /** One text in each language. */
  Map<Language, String> text(YamlNode node, String key, int maxLength) {
    Map<Language, String> texts = new EnumMap<>(Language.class);
    YamlNode byLanguage = languages(node, key);
    for (Language language : Language.values()) {
      String text =
          byLanguage == null ? "" : byLanguage.requiredText(language.label(), problems).strip();
      if (text.length() > maxLength) {
        problems.add(
            Objects.requireNonNull(byLanguage).get(language.label()) == null ? node : byLanguage,
            "'" + key + "' should have at most " + maxLength + " characters");
      }
      texts.put(language, text);
    }
    return Collections.unmodifiableMap(texts);
  }

  /** One to so many texts in each language. */
  Map<Language, List<String>> texts(YamlNode node, String key, int most, int maxLength) {
    Map<Language, List<String>> texts = new EnumMap<>(Language.class);
    YamlNode byLanguage = languages(node, key);
    for (Language language : Language.values()) {
      List<String> read = new ArrayList<>();
      YamlNode list = byLanguage == null ? null : byLanguage.required(language.label(), problems);
      if (list != null) {
        read.addAll(Objects.requireNonNull(byLanguage).texts(language.label(), problems));
        if (read.isEmpty() || read.size() > most) {
          problems.add(list, "'" + key + "' should be 1 to " + most + " texts in each language");
        }
        if (read.stream().anyMatch(text -> text.length() > maxLength)) {
          problems.add(
              list, "each of '" + key + "' should have at most " + maxLength + " characters");
        }
      }
      texts.put(language, List.copyOf(read));
    }
    return Collections.unmodifiableMap(texts);
  }

  /** A name in lower-case letters with hyphens, given once. */
  String name(YamlNode node, String key, Set<String> seen) {
    String name = node.requiredName(key, "opening-hours", problems);
    YamlNode at = node.get(key);
    if (at != null && YamlNode.isName(name) && !seen.add(name)) {
      problems.add(at, "'" + name + "' is given twice");
    }
    return name;
  }

  private @org.jspecify.annotations.Nullable YamlNode languages(YamlNode node, String key) {
    YamlNode byLanguage = node.required(key, problems);
    if (byLanguage == null) {
      return null;
    }
    byLanguage.allow(
        problems, Stream.of(Language.values()).map(Language::label).toArray(String[]::new));
    return byLanguage.isMapping() ? byLanguage : null;
  }
}
