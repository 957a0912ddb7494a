package io.vigie.mention;

import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of brands.yaml.
 *
 * @param brands the watched brands, in the order of the file
 * @param unlistedBrands what happens to brands that are not among them
 * @param maxUnlistedBrands how many distinct unlisted brands one parser takes before it refuses
 *     further ones, from 0
 */
public record WatchlistSettings(
    List<WatchedBrand> brands, UnlistedBrands unlistedBrands, int maxUnlistedBrands)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Distinct unlisted brands that one parser takes if the file does not say. */
  public static final int DEFAULT_MAX_UNLISTED = 10_000;

  /** Takes every brand as it is given and finds none. */
  public static final WatchlistSettings EMPTY =
      new WatchlistSettings(List.of(), UnlistedBrands.ACCEPT, DEFAULT_MAX_UNLISTED);

  /** A term of fewer letters is found in nearly every text. */
  private static final int SHORTEST_TERM = 2;

  /** What the watched brands are called in a text. */
  public List<String> names() {
    return brands.stream().flatMap(brand -> brand.names().stream()).distinct().toList();
  }

  /**
   * Reads brands.yaml, reporting everything that is wrong with it.
   *
   * @return what could be read; to be used only if no problem was reported
   */
  public static WatchlistSettings read(Path file, Problems problems) {
    YamlNode root = YamlFiles.readMapping(file, problems);
    return root == null ? EMPTY : read(root, problems);
  }

  /** Reads the mapping of a brands.yaml; see {@link #read(Path, Problems)}. */
  public static WatchlistSettings read(YamlNode root, Problems problems) {
    root.allow(problems, "unlistedBrands", "maxUnlistedBrands", "brands");
    root.required("brands", problems);
    FileReading reading = new FileReading(problems);
    return new WatchlistSettings(
        new ArrayList<>(root.list("brands", reading::brand)),
        root.choice("unlistedBrands", UnlistedBrands.class, UnlistedBrands.ACCEPT, problems),
        (int) root.wholeNumber("maxUnlistedBrands", DEFAULT_MAX_UNLISTED, 0, 10_000_000, problems));
  }

  /** Remembers what was claimed by which brand, to report what two brands claim. */
  private static final class FileReading {
    private static final String THE_NAME = "the name";

    /** A shorter one would be the beginning of too many words. */
    private static final int SHORTEST_ALARM_WORD = 4;

    private final Problems problems;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> terms = new HashMap<>();

    FileReading(Problems problems) {
      this.problems = problems;
    }

    WatchedBrand brand(YamlNode node) {
      node.allow(
          problems,
          "name",
          "keywords",
          "hashtags",
          "handles",
          "aliases",
          "officialAccounts",
          "competitorSet",
          "excludes",
          "alarmWords");
      String name = node.requiredText("name", problems).strip();
      if (name.length() > MentionParser.MAX_IDENTIFIER) {
        problems.add(node, "'name' is longer than " + MentionParser.MAX_IDENTIFIER + " characters");
      }
      boolean unique = claim(names, name, name, node, THE_NAME);
      List<String> keywords = terms(node, "keywords", "", name);
      List<String> excludes = terms(node, "excludes", "", null);
      Set<String> folded = new HashSet<>();
      keywords.forEach(word -> folded.add(Folding.fold(word)));
      for (String word : excludes) {
        if (folded.contains(Folding.fold(word))) {
          problems.add(node, "'" + word + "' is a keyword and an exclude: it would never match");
        }
      }
      List<String> aliases = terms(node, "aliases", "", null);
      aliases.forEach(alias -> claim(names, alias, name, node, "the alias"));
      if (keywords.isEmpty() && unique) {
        claim(terms, name, name, node, "the keyword");
      }
      return new WatchedBrand(
          name,
          keywords,
          terms(node, "hashtags", "#", name),
          terms(node, "handles", "@", name),
          aliases,
          terms(node, "officialAccounts", "@", name),
          node.optionalText("competitorSet", problems),
          excludes,
          alarmWords(node));
    }

    private List<String> alarmWords(YamlNode brand) {
      List<String> words = new ArrayList<>();
      for (YamlNode item : brand.list("alarmWords", item -> item)) {
        String word = item.text().strip();
        String stem = word.endsWith("*") ? word.substring(0, word.length() - 1) : word;
        String folded = Folding.fold(stem);
        boolean begins = !folded.isEmpty() && Folding.isWord(folded.charAt(0));
        long letters = folded.chars().filter(Character::isLetterOrDigit).count();
        if (!item.isScalar()
            || !begins
            || letters < SHORTEST_ALARM_WORD
            || folded.indexOf('*') >= 0) {
          problems.add(
              item,
              "an entry of 'alarmWords' should be a word or phrase of at least "
                  + SHORTEST_ALARM_WORD
                  + " letters, with a * at its end at most");
        } else {
          words.add(word);
        }
      }
      return words;
    }

    private List<String> terms(YamlNode brand, String key, String prefix, @Nullable String owner) {
      List<String> result = new ArrayList<>();
      for (YamlNode item : brand.list(key, item -> item)) {
        String term = item.text().strip();
        if (!prefix.isEmpty() && term.startsWith(prefix)) {
          term = term.substring(1);
        }
        long letters = Folding.fold(term).chars().filter(c -> Folding.isWord((char) c)).count();
        if (!item.isScalar() || letters < SHORTEST_TERM) {
          problems.add(
              item,
              "an entry of '"
                  + key
                  + "' should be a text of at least "
                  + SHORTEST_TERM
                  + " letters or digits"
                  + (prefix.equals("#") ? " (quote it: an unquoted # begins a comment)" : ""));
          continue;
        }
        if (owner != null) {
          claim(terms, prefix + term, owner, item, "'" + prefix + term + "' in '" + key + "'");
        }
        result.add(term);
      }
      return result;
    }

    /** Notes that a brand uses a word; false after reporting that another one does. */
    private boolean claim(
        Map<String, String> claims, String word, String owner, YamlNode at, String what) {
      if (owner.isEmpty()) {
        return false; // that the name is missing was reported
      }
      String other = claims.putIfAbsent(Folding.fold(word), owner);
      if (other == null || (other.equals(owner) && !what.equals(THE_NAME))) {
        return true;
      }
      problems.add(at, what + " of '" + owner + "' already belongs to '" + other + "'");
      return false;
    }
  }
}
