package io.vigie.yaml;

/**
 * Something wrong in a file that a person wrote.
 *
 * @param file the file, as the person named it
 * @param line line number from 1, or 0 if the problem belongs to no line
 * @param message what is wrong and what would be right
 */
public record Problem(String file, int line, String message) {

  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
