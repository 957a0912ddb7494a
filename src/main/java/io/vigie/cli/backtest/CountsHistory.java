package io.vigie.cli.backtest;

import io.vigie.kpi.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Counts of several brands as tallies, merged by their minutes. */
final class CountsHistory implements HistorySource.History<Tally> {

  private static final long serialVersionUID = 1L;

  private final ArrayList<CountsFile> files;

  CountsHistory(List<CountsFile> files) {
    this.files = new ArrayList<>(files);
  }

  @Override
  public Iterator<Tally> open() {
    PriorityQueue<Cursor> next =
        new PriorityQueue<>(
            Comparator.comparingLong(Cursor::minute).thenComparing(cursor -> cursor.file.brand()));
    for (CountsFile file : files) {
      if (file.size() > 0) {
        next.add(new Cursor(file));
      }
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !next.isEmpty();
      }

      @Override
      public Tally next() {
        Cursor first = next.poll();
        if (first == null) {
          throw new NoSuchElementException();
        }
        Tally tally = first.file.tally(first.index++);
        if (first.index < first.file.size()) {
          next.add(first);
        }
        return tally;
      }
    };
  }

  private static final class Cursor {
    private final CountsFile file;
    private int index;

    Cursor(CountsFile file) {
      this.file = file;
    }

    long minute() {
      return file.minute(index);
    }
  }
}
