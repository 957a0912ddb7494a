package io.vigie.job;

import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a job as texts, each with where it was said. Later words win: job.yaml, then the
 * environment file, then -D on the command line, then environment variables.
 */
public final class Settings {

  private record Said(String text, String file, int line) {}

  private final Map<String, Said> said = new TreeMap<>();
  private final List<Option<?>> options;
  private final List<String> openPrefixes;
  private final Problems problems;

  /**
   * @param options every setting there is
   * @param openPrefixes prefixes below which any key is taken, such as {@code kafka.properties.}
   * @param problems collects what is wrong
   */
  public Settings(List<Option<?>> options, List<String> openPrefixes, Problems problems) {
    this.options = List.copyOf(options);
    this.openPrefixes = List.copyOf(openPrefixes);
    this.problems = problems;
  }

  /** Takes the settings of a YAML file. */
  public Settings withYaml(Path file) {
    YamlNode root = YamlFiles.readMapping(file, problems);
    if (root != null) {
      flatten("", root);
    }
    return this;
  }

  private void flatten(String prefix, YamlNode node) {
    for (String name : node.keys()) {
      String key = prefix + name;
      YamlNode value = node.get(name);
      int line = node.lineOf(name);
      if (value == null) {
        continue;
      }
      if (value.isMapping()) {
        flatten(key + ".", value);
      } else if (value.isSequence()) {
        if (value.items().stream()
            .anyMatch(item -> !item.isScalar() || item.text().contains(","))) {
          problems.add(value, "'" + key + "' should be a list of plain texts without commas");
        }
        say(
            key,
            value.items().stream().map(YamlNode::text).collect(Collectors.joining(",")),
            node.file(),
            line);
      } else {
        say(key, value.text(), node.file(), line);
      }
    }
  }

  /**
   * Takes the lines {@code key=value} of an environment file; blank lines and lines with # are
   * passed over.
   */
  public Settings withEnvironmentFile(@Nullable Path file) {
    if (file == null) {
      return this;
    }
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          sayPair(line, file.toString(), i + 1);
        }
      }
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, "cannot be read: " + e));
    }
    return this;
  }

  /** Takes {@code key=value} pairs of the command line. */
  public Settings withPairs(List<String> pairs) {
    for (String pair : pairs) {
      sayPair(pair, "-D " + pair.split("=", 2)[0], 0);
    }
    return this;
  }

  private void sayPair(String pair, String file, int line) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      problems.add(new Problem(file, line, "should be key=value"));
      return;
    }
    say(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip(), file, line);
  }

  /**
   * Takes the environment variables that name a setting: its key in capitals, with underscores,
   * after {@code VIGIE_}; or the same with {@code _FILE} for the path of a file that holds the
   * value (a mounted secret). One that is a slip of the pen away from such a name is a problem: it
   * would be passed over in silence. Other variables are none of our business: a cluster sets
   * {@code VIGIE_SERVICE_HOST} and the like by itself.
   */
  public Settings withEnvironment(Map<String, String> environment) {
    for (Option<?> option : options) {
      String variable = option.environmentVariable();
      String value = environment.get(variable);
      if (value != null) {
        say(option.key(), value, variable, 0);
      }
      String path = environment.get(variable + "_FILE");
      if (path != null) {
        try {
          say(option.key(), Files.readString(Path.of(path)).strip(), variable + "_FILE", 0);
        } catch (IOException e) {
          problems.add(new Problem(variable + "_FILE", 0, path + " cannot be read"));
        }
      }
    }
    refuseMisspelt(environment.keySet());
    return this;
  }

  private void refuseMisspelt(Set<String> variables) {
    List<String> known = options.stream().map(Option::environmentVariable).toList();
    for (String variable : new TreeSet<>(variables)) {
      String name = variable.replaceFirst("_FILE$", "");
      if (variable.startsWith(Option.VARIABLE_PREFIX) && !known.contains(name)) {
        String meant = YamlNode.nearest(name, known, 2);
        if (meant != null) {
          problems.add(new Problem(variable, 0, "is no setting (did you mean '" + meant + "'?)"));
        }
      }
    }
  }

  private void say(String key, String text, String file, int line) {
    boolean open = openPrefixes.stream().anyMatch(key::startsWith);
    if (!open && options.stream().noneMatch(option -> option.key().equals(key))) {
      problems.add(
          new Problem(
              file,
              line,
              "unknown setting '"
                  + key
                  + "'"
                  + YamlNode.suggest(key, options.stream().map(Option::key).toList())));
      return;
    }
    said.put(key, new Said(text, file, line));
  }

  /** The value of a setting that has a default; the default after a problem. */
  public <T> T get(Option<T> option) {
    String defaultText = Objects.requireNonNull(option.defaultText(), option.key());
    T value = find(option);
    return value == null ? option.read().apply(defaultText) : value;
  }

  /** The value of a setting, or null where nothing was said. */
  public <T> @Nullable T find(Option<T> option) {
    Said words = said.get(option.key());
    if (words == null || words.text().isEmpty()) {
      return null;
    }
    try {
      return option.read().apply(words.text());
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(
              words.file(),
              words.line(),
              "'"
                  + option.key()
                  + "' "
                  + Objects.requireNonNullElse(e.getMessage(), option.kind())));
      return null;
    }
  }

  /** Everything said below an open prefix, without the prefix. */
  public Map<String, String> below(String prefix) {
    Map<String, String> found = new TreeMap<>();
    said.forEach(
        (key, words) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), words.text());
          }
        });
    return found;
  }

  /** Reports a problem at the place where a setting was said. */
  public void problem(Option<?> option, String message) {
    Said words = said.get(option.key());
    problems.add(
        words == null
            ? new Problem("settings", 0, "'" + option.key() + "' " + message)
            : new Problem(words.file(), words.line(), "'" + option.key() + "' " + message));
  }

  /** Reports a problem with a setting of Flink at the place where it was said. */
  void problem(String flinkKey, String message) {
    String key = Options.FLINK_PROPERTIES + flinkKey;
    Said words = said.get(key);
    problems.add(
        new Problem(
            words == null ? "settings" : words.file(),
            words == null ? 0 : words.line(),
            "'" + key + "' " + message));
  }

  /** Every setting that was said, one a line, secrets hidden: for logs. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    said.forEach((key, words) -> lines.add(key + "=" + (isSecret(key) ? "***" : words.text())));
    return String.join("\n", lines);
  }

  private boolean isSecret(String key) {
    return options.stream().anyMatch(option -> option.secret() && option.key().equals(key))
        || openPrefixes.stream().anyMatch(key::startsWith);
  }
}
