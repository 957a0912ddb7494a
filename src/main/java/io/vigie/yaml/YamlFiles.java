package io.vigie.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML files into {@link YamlNode}s. */
public final class YamlFiles {

  /** Largest file that is read, in bytes: what people write by hand is far smaller. */
  public static final long MAX_BYTES = 4L * 1024 * 1024;

  private static final int MAX_DEPTH = 32;

  private YamlFiles() {}

  /**
   * Reads all documents of a file.
   *
   * @return one node per document that is not empty; nothing if a problem was found
   */
  public static List<YamlNode> read(Path path, Problems problems) {
    String name = path.toString();
    try {
      if (Files.size(path) > MAX_BYTES) {
        problems.add(new Problem(name, 0, "is larger than " + MAX_BYTES + " bytes"));
        return List.of();
      }
      return parse(name, Files.readString(path), problems);
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "cannot be read: " + e));
      return List.of();
    }
  }

  /**
   * The YAML files of a directory, by name.
   *
   * @param what what the directory should hold, for the message if it is none
   */
  public static List<Path> list(Path directory, String what, Problems problems) {
    if (!Files.isDirectory(directory)) {
      problems.add(new Problem(directory.toString(), 0, "is not a directory of " + what));
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add(new Problem(directory.toString(), 0, "cannot be read: " + e));
      return List.of();
    }
  }

  /**
   * Reads the one mapping that a file must hold.
   *
   * @return the mapping, or null after reporting a problem
   */
  public static @Nullable YamlNode readMapping(Path path, Problems problems) {
    List<YamlNode> documents = read(path, problems);
    if (documents.size() == 1 && documents.get(0).isMapping()) {
      return documents.get(0);
    }
    if (problems.none()) {
      problems.add(
          new Problem(path.toString(), 1, "should be one YAML mapping (key: value lines)"));
    }
    return null;
  }

  /** Where that began which went wrong: a quote that is never closed is noticed at the end only. */
  private static String begun(MarkedYamlEngineException e, int line) {
    int from = e.getContextMark().map(mark -> mark.getLine() + 1).orElse(line);
    return from == line ? "" : ", " + e.getContext() + " that begins in line " + from;
  }

  /** Reads all documents of a text; {@code name} stands for the file in messages. */
  public static List<YamlNode> parse(String name, String text, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit((int) MAX_BYTES)
            .build();
    List<YamlNode> documents = new ArrayList<>();
    try {
      if (isHostile(name, new Parse(settings).parseString(text), problems)) {
        return List.of();
      }
      for (Node node : new Compose(settings).composeAllFromString(text)) {
        YamlNode document = convert(name, node, problems);
        if (!document.isNull()) {
          documents.add(document);
        }
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(
          new Problem(name, line, "is not valid YAML: " + e.getProblem() + begun(e, line)));
      return List.of();
    } catch (YamlEngineException e) {
      problems.add(new Problem(name, 0, "is not valid YAML: " + e.getMessage()));
      return List.of();
    }
    return documents;
  }

  /**
   * Whether a text is nested so deeply that composing it would overflow the stack, or has tags,
   * which ask a reader to make objects; both are reported. Events come one by one, without nesting.
   */
  private static boolean isHostile(String file, Iterable<Event> events, Problems problems) {
    int depth = 0;
    for (Event event : events) {
      int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
      if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        problems.add(new Problem(file, line, "is nested deeper than " + MAX_DEPTH + " levels"));
        return true;
      }
      String tag = tag(event);
      if (tag != null) {
        problems.add(
            new Problem(file, line, "tags such as " + tag + " are not allowed; leave it out"));
        return true;
      }
    }
    return false;
  }

  private static @Nullable String tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag().orElse(null);
    }
    return event instanceof CollectionStartEvent start ? start.getTag().orElse(null) : null;
  }

  private static YamlNode convert(String file, Node node, Problems problems) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    if (node.getAnchor().isPresent()) {
      problems.add(
          new Problem(
              file, line, "anchors and aliases (& and *) are not allowed; write the value out"));
      return YamlNode.scalar(file, line, "", true, false);
    }
    if (node instanceof MappingNode mapping) {
      Map<String, YamlNode> entries = new LinkedHashMap<>();
      Map<String, Integer> keyLines = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        Node keyNode = tuple.getKeyNode();
        int keyLine = keyNode.getStartMark().map(mark -> mark.getLine() + 1).orElse(line);
        if (!(keyNode instanceof ScalarNode key)) {
          problems.add(new Problem(file, keyLine, "a key must be a plain word"));
          continue;
        }
        if (entries.put(key.getValue(), convert(file, tuple.getValueNode(), problems)) != null) {
          problems.add(new Problem(file, keyLine, "'" + key.getValue() + "' is given twice"));
        }
        keyLines.put(key.getValue(), keyLine);
      }
      return YamlNode.mapping(file, line, entries, keyLines);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(file, item, problems));
      }
      return YamlNode.sequence(file, line, items);
    }
    ScalarNode scalar = (ScalarNode) node;
    Tag tag = scalar.getTag();
    return YamlNode.scalar(
        file, line, scalar.getValue(), Tag.NULL.equals(tag), Tag.STR.equals(tag));
  }
}
