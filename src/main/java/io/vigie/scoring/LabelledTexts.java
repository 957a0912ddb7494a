package io.vigie.scoring;

import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled texts: tab-separated, plain or .gz, with a header that names at least {@code text}
 * and {@code label} (or the heads' names joined by {@code |}), and optionally {@code lang}. In
 * texts a newline, tab and backslash are written {@code \n}, {@code \t} and {@code \\}.
 */
public final class LabelledTexts {

  private LabelledTexts() {}

  /**
   * Reads a file whose label column's header tells the heads: {@code label} is the sentiment,
   * {@code sentiment|emotion|category} all three.
   */
  static List<LabelledText> read(Path file, Problems problems) {
    return read(file, TrainingSet.of(file.getFileName().toString()), problems);
  }

  /**
   * Reads a file.
   *
   * @param set how its labels are to be understood
   * @return the rows that have a known label; a label that is neither known nor mapped is a problem
   */
  static List<LabelledText> read(Path file, TrainingSet set, Problems problems) {
    List<LabelledText> texts = new ArrayList<>();
    String name = file.toString();
    try (BufferedReader reader = open(file)) {
      boolean named = !set.columns().isEmpty();
      List<String> columns = named ? set.columns() : header(reader);
      int textColumn = columns.indexOf("text");
      int langColumn = columns.indexOf("lang");
      int labelColumn = columns.indexOf("label");
      List<Head> heads = set.heads();
      if (labelColumn < 0) {
        for (int i = 0; i < columns.size() && labelColumn < 0; i++) {
          List<Head> ofColumn = headsOf(columns.get(i));
          if (!ofColumn.isEmpty()) {
            labelColumn = i;
            heads = heads.isEmpty() ? ofColumn : heads;
          }
        }
      }
      if (heads.isEmpty()) {
        heads = List.of(Head.SENTIMENT);
      }
      int leaveOutColumn =
          set.leaveOutColumn() == null ? -1 : columns.indexOf(set.leaveOutColumn());
      if (textColumn < 0 || labelColumn < 0) {
        problems.add(
            new Problem(name, 1, "the first line should name the columns 'text' and 'label'"));
        return texts;
      }
      String line;
      int number = named ? 0 : 1;
      while ((line = reader.readLine()) != null) {
        number++;
        String[] cells = line.split("\t", -1);
        if (cells.length <= Math.max(textColumn, labelColumn)) {
          problems.add(new Problem(name, number, "has fewer columns than the first line"));
          return texts;
        }
        if (leaveOutColumn >= 0
            && leaveOutColumn < cells.length
            && set.leaveOut().contains(cells[leaveOutColumn])) {
          continue;
        }
        float[][] targets = targets(cells[labelColumn], heads, set, name, number, problems);
        if (targets != null) {
          String lang =
              langColumn >= 0 && langColumn < cells.length ? cells[langColumn] : set.lang();
          texts.add(
              new LabelledText(
                  unescape(cells[textColumn]), lang, targets, set.weight(), set.file()));
        }
      }
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "cannot be read: " + e));
    }
    return texts;
  }

  /** The columns' names; none if there are none or the file cannot be read, which is a problem. */
  static List<String> columns(Path file, Problems problems) {
    try (BufferedReader reader = open(file)) {
      return header(reader);
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, "cannot be read: " + e));
      return List.of();
    }
  }

  /** Reads the texts of a file and leaves its labels, whatever they are, aside. */
  static List<String> readTexts(Path file, Problems problems) {
    return readUnlabelled(file, problems).stream().map(LabelledText::text).toList();
  }

  /**
   * Reads the texts of a file, and their language where it has a column {@code lang}, and leaves
   * its labels aside: all targets are null.
   */
  static List<LabelledText> readUnlabelled(Path file, Problems problems) {
    List<LabelledText> texts = new ArrayList<>();
    String name = file.getFileName().toString();
    float[][] none = new float[Head.values().length][];
    try (BufferedReader reader = open(file)) {
      List<String> columns = header(reader);
      int textColumn = columns.indexOf("text");
      int langColumn = columns.indexOf("lang");
      if (textColumn < 0) {
        problems.add(
            new Problem(file.toString(), 1, "the first line should name the column 'text'"));
        return texts;
      }
      String line;
      while ((line = reader.readLine()) != null) {
        String[] cells = line.split("\t", -1);
        if (textColumn < cells.length) {
          String lang = langColumn >= 0 && langColumn < cells.length ? cells[langColumn] : null;
          texts.add(new LabelledText(unescape(cells[textColumn]), lang, none, 1f, name));
        }
      }
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, "cannot be read: " + e));
    }
    return texts;
  }

  private static List<String> header(BufferedReader reader) throws IOException {
    String header = reader.readLine();
    return header == null ? List.of() : Arrays.asList(header.split("\t", -1));
  }

  private static float @Nullable [][] targets(
      String label, List<Head> heads, TrainingSet set, String file, int line, Problems problems) {
    String[] parts = label.split("\\|", -1);
    float[][] targets = new float[Head.values().length][];
    boolean any = false;
    if (heads.size() > 1 && parts.length != heads.size()) {
      problems.add(
          new Problem(file, line, "'" + label + "' should have a label for each of " + heads));
      return null;
    }
    for (int h = 0; h < heads.size(); h++) {
      Head head = heads.get(h);
      String[] own = heads.size() > 1 ? new String[] {parts[h]} : parts;
      float[] target = new float[head.size()];
      int known = 0;
      for (String part : own) {
        String word = set.word(head, part);
        if (word.equals(TrainingSet.SKIP)) {
          continue;
        }
        int index = head.labels().indexOf(word);
        if (index < 0) {
          problems.add(
              new Problem(
                  file,
                  line,
                  "'" + part + "' is no " + head.label() + "; known are " + head.labels()));
          return null;
        }
        target[index]++;
        known++;
      }
      if (known == own.length) {
        for (int i = 0; i < target.length; i++) {
          target[i] /= known;
        }
        targets[head.ordinal()] = target;
        any = true;
      }
    }
    return any ? targets : null;
  }

  private static List<Head> headsOf(String column) {
    List<Head> heads = new ArrayList<>();
    for (String part : column.split("\\|", -1)) {
      for (Head head : Head.values()) {
        if (head.label().equals(part)) {
          heads.add(head);
        }
      }
    }
    return heads;
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    if (file.toString().endsWith(".gz")) {
      in = new GZIPInputStream(in, 1 << 16);
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static String unescape(String cell) {
    if (cell.indexOf('\\') < 0) {
      return cell;
    }
    StringBuilder text = new StringBuilder(cell.length());
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c != '\\' || i + 1 == cell.length()) {
        text.append(c);
        continue;
      }
      char next = cell.charAt(++i);
      switch (next) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case '\\' -> text.append('\\');
        default -> text.append(c).append(next);
      }
    }
    return text.toString();
  }
}
