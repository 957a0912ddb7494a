package io.vigie.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that a person wrote cannot be used; the message lists every problem, one a line. */
public final class InvalidFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
