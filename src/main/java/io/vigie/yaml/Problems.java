package io.vigie.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that all of them are told at once. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  public void add(YamlNode at, String message) {
    found.add(new Problem(at.file(), at.line(), message));
  }

  public void add(Problem problem) {
    found.add(problem);
  }

  public boolean none() {
    return found.isEmpty();
  }

  /** All problems, by file and line. */
  public List<Problem> sorted() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
        .toList();
  }

  /**
   * Ends reading if anything was wrong.
   *
   * @throws InvalidFileException with every problem
   */
  public void throwIfAny() {
    if (!none()) {
      throw new InvalidFileException(sorted());
    }
  }
}
