package io.vigie.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ways to say things in one language: named sections of templates whose slots are filled from other
 * sections. The format is told at the top of {@code fr.grammar}.
 */
final class Grammar {

  private static final Pattern HEADING = Pattern.compile("== ([a-z-]+)(?: @([a-z]+))? ==");
  private static final Pattern SLOT = Pattern.compile("\\{([a-z-]+)}");
  private static final List<String> BRAND_SLOTS = List.of("brand", "handle", "tag");

  /** Templates nest three deep; more than this is a circle. */
  private static final int MAX_DEPTH = 8;

  /** A template: text and slots take turns, text first; {@code slots} is one shorter than texts. */
  private record Template(List<String> texts, List<String> slots) {}

  private final String name;
  private final Map<String, List<Template>> sections;

  private Grammar(String name, Map<String, List<Template>> sections) {
    this.name = name;
    this.sections = sections;
  }

  /**
   * Reads the grammar of a language.
   *
   * @param lang ISO 639-1 code: {@code fr} or {@code en}
   * @throws IllegalArgumentException if there is none, or a slot has no section in some sector
   */
  static Grammar of(String lang) {
    String name = lang + ".grammar";
    try (InputStream in = Grammar.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no grammar " + name);
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** Reads a grammar from its text; {@code name} stands for it in messages. */
  static Grammar parse(String name, String text) {
    Map<String, List<Template>> sections = new HashMap<>();
    List<Template> section = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        section = new ArrayList<>();
        if (sections.put(key(heading.group(1), heading.group(2)), section) != null) {
          throw new IllegalArgumentException(name + ": section given twice: " + line);
        }
      } else if (!line.isEmpty() && !line.startsWith("# ")) {
        section.add(template(line));
      }
    }
    Grammar grammar = new Grammar(name, sections);
    grammar.check();
    return grammar;
  }

  /**
   * Says something about a brand.
   *
   * @param section what to say
   * @throws IllegalArgumentException if there is no such section for the brand's sector
   */
  String say(String section, DemoBrand brand, Dice dice) {
    StringBuilder said = new StringBuilder(160);
    say(section, brand, dice, said, 0);
    return said.toString();
  }

  private void say(String slot, DemoBrand brand, Dice dice, StringBuilder said, int depth) {
    switch (slot) {
      case "brand" -> said.append(brand.name());
      case "handle" -> said.append(brand.handle());
      case "tag" -> said.append(brand.tag());
      default -> {
        List<Template> choices = section(slot, brand.sector());
        if (choices == null || depth > MAX_DEPTH) {
          throw new IllegalArgumentException(name + ": no end to {" + slot + "}");
        }
        Template template = dice.pick(choices);
        said.append(template.texts().get(0));
        for (int i = 0; i < template.slots().size(); i++) {
          say(template.slots().get(i), brand, dice, said, depth + 1);
          said.append(template.texts().get(i + 1));
        }
      }
    }
  }

  private @Nullable List<Template> section(String slot, DemoBrand.Sector sector) {
    List<Template> special = sections.get(key(slot, sector.label()));
    return special != null ? special : sections.get(key(slot, null));
  }

  /** Every slot has something to say in every sector in which it can be met. */
  private void check() {
    TreeSet<String> missing = new TreeSet<>();
    sections.forEach(
        (key, templates) -> {
          if (templates.isEmpty()) {
            missing.add("lines of " + key);
          }
          for (DemoBrand.Sector sector : DemoBrand.Sector.values()) {
            if (key.contains("@") && !key.endsWith("@" + sector.label())) {
              continue;
            }
            for (Template template : templates) {
              for (String slot : template.slots()) {
                if (!BRAND_SLOTS.contains(slot) && section(slot, sector) == null) {
                  missing.add(key(slot, sector.label()));
                }
              }
            }
          }
        });
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(name + ": missing " + String.join(", ", missing));
    }
  }

  private static String key(String section, @Nullable String sector) {
    return sector == null ? section : section + "@" + sector.toLowerCase(Locale.ROOT);
  }

  private static Template template(String line) {
    List<String> texts = new ArrayList<>();
    List<String> slots = new ArrayList<>();
    Matcher matcher = SLOT.matcher(line);
    int end = 0;
    while (matcher.find()) {
      texts.add(line.substring(end, matcher.start()));
      slots.add(matcher.group(1));
      end = matcher.end();
    }
    texts.add(line.substring(end));
    return new Template(List.copyOf(texts), List.copyOf(slots));
  }
}
