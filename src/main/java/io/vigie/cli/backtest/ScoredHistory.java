package io.vigie.cli.backtest;

import io.vigie.connector.LineReader;
import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.ScoredMentionJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Files of scored mentions ({@code scored-mentions.jsonl} of a run, or what {@code vigie score}
 * wrote), merged by createdAt; equal times are ordered by platform, id and brand. A mention that is
 * in several files counts once. Of each file {@value #BUFFER} mentions are held to be put in order;
 * what is further out of order comes late, as from any source.
 */
final class ScoredHistory implements HistorySource.History<ScoredMention> {

  private static final long serialVersionUID = 1L;
  private static final int BUFFER = 20_000;

  private static final Comparator<ScoredMention> ORDER =
      (a, b) -> {
        int byTime = a.mention().createdAt().compareTo(b.mention().createdAt());
        return byTime != 0 ? byTime : orderAtOneTime(a.mention(), b.mention());
      };

  private final ArrayList<String> paths;

  ScoredHistory(List<Path> files) {
    paths = new ArrayList<>(files.stream().map(file -> file.toAbsolutePath().toString()).toList());
  }

  /**
   * Whether a file holds scored mentions, by its first line. Where it cannot be read it does not:
   * the source of mentions says why.
   */
  static boolean isScored(Path file) {
    try (LineReader lines = lines(file)) {
      LineReader.Line line = lines.next();
      while (line != null && isBlank(line.bytes())) {
        line = lines.next();
      }
      if (line == null) {
        return false;
      }
      ScoredMentionJson.read(line.bytes());
      return true;
    } catch (IOException notScored) {
      return false;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException from its methods, naming file and line, if a file cannot be read
   *     to its end or holds something else
   */
  @Override
  public Iterator<ScoredMention> open() {
    List<OneFile> files = paths.stream().map(path -> new OneFile(Path.of(path))).toList();
    return new Iterator<>() {
      private @Nullable Mention last;

      /** Without their texts: a history with times by the day has a whole day here. */
      private final List<Key> atThisTime = new ArrayList<>();

      /** The same, from the first on that came out of order. */
      private final Set<Key> seen = new HashSet<>();

      private @Nullable ScoredMention next = advance();

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public ScoredMention next() {
        ScoredMention result = next;
        if (result == null) {
          throw new NoSuchElementException();
        }
        next = advance();
        return result;
      }

      private @Nullable ScoredMention advance() {
        while (true) {
          ScoredMention first = first();
          if (first == null || isNew(first)) {
            return first;
          }
        }
      }

      /**
       * Copies of a mention have one time, and as far as all that are of this time came in order
       * they follow on each other.
       */
      private boolean isNew(ScoredMention scored) {
        Mention mention = scored.mention();
        Mention before = last;
        Key key = new Key(mention.platform(), mention.id(), mention.brand());
        if (before == null || !before.createdAt().equals(mention.createdAt())) {
          atThisTime.clear();
          seen.clear();
        } else {
          int order = orderAtOneTime(before, mention);
          if (order == 0) {
            return false;
          }
          if (order > 0 && seen.isEmpty()) {
            seen.addAll(atThisTime);
          }
          if (!seen.isEmpty() && !seen.add(key)) {
            return false;
          }
        }
        last = mention;
        atThisTime.add(key);
        return true;
      }

      private @Nullable ScoredMention first() {
        OneFile first = null;
        ScoredMention earliest = null;
        for (OneFile file : files) {
          ScoredMention candidate = file.peek();
          if (candidate != null && (earliest == null || ORDER.compare(candidate, earliest) < 0)) {
            earliest = candidate;
            first = file;
          }
        }
        return first == null ? null : first.take();
      }
    };
  }

  /** What two copies of a mention share. */
  private record Key(String platform, String id, String brand) {}

  private static int orderAtOneTime(Mention a, Mention b) {
    int byPlatform = a.platform().compareTo(b.platform());
    if (byPlatform != 0) {
      return byPlatform;
    }
    int byId = a.id().compareTo(b.id());
    return byId != 0 ? byId : a.brand().compareTo(b.brand());
  }

  private static LineReader lines(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new LineReader(
          file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  /**
   * One file, in order: each batch that is read is sorted together with what was held of those
   * before, which costs next to nothing where the file is in order. Closes itself at its end; a run
   * that fails ends the process.
   */
  private static final class OneFile {
    private final Path path;
    private List<ScoredMention> held = new ArrayList<>();
    private int taken;
    private @Nullable LineReader lines;
    private int number;

    OneFile(Path path) {
      this.path = path;
      try {
        lines = lines(path);
      } catch (IOException e) {
        throw new UncheckedIOException(path + " cannot be read: " + e, e);
      }
    }

    @Nullable ScoredMention peek() {
      if (lines != null && held.size() - taken < BUFFER) {
        fill(lines);
      }
      return taken < held.size() ? held.get(taken) : null;
    }

    ScoredMention take() {
      return held.get(taken++);
    }

    private void fill(LineReader open) {
      List<ScoredMention> next = new ArrayList<>(3 * BUFFER);
      next.addAll(held.subList(taken, held.size()));
      try {
        while (next.size() < 2 * BUFFER) {
          LineReader.Line line = open.next();
          number++;
          if (line == null) {
            open.close();
            lines = null;
            break;
          }
          if (!isBlank(line.bytes())) {
            next.add(ScoredMentionJson.read(line.bytes()));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            path + ":" + number + ": is no scored mention, or cannot be read: " + e.getMessage(),
            e);
      }
      next.sort(ORDER);
      held = next;
      taken = 0;
    }
  }
}
