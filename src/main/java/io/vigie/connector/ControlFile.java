package io.vigie.connector;

import io.vigie.incident.ControlAdmission;
import io.vigie.incident.ControlIntake;
import io.vigie.incident.ControlReader;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.Origin;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A file of control messages, one JSON object a line, for a run on files. */
public final class ControlFile {

  private ControlFile() {}

  /**
   * Reads a file; blank lines are passed over.
   *
   * @param readAt ingestion time of all of them
   * @throws io.vigie.yaml.InvalidFileException with every line that is no message, and why
   */
  public static List<ControlIntake> read(Path file, ControlReader reader, Instant readAt) {
    Problems problems = new Problems();
    List<ControlIntake> intakes = new ArrayList<>();
    try (LineReader lines = new LineReader(Files.newInputStream(file))) {
      int number = 0;
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        number++;
        if (line.length() == 0) {
          continue;
        }
        ControlIntake intake =
            reader.read(line.bytes(), new Origin(file.toString(), 0, number), readAt);
        DeadLetter letter = intake.deadLetter();
        if (letter != null) {
          problems.add(
              new Problem(
                  file.toString(), number, letter.reason().code() + ": " + letter.detail()));
        }
        intakes.add(intake);
      }
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 0, "control file cannot be read: " + e));
    }
    if (intakes.size() > ControlAdmission.MAX_MESSAGES) {
      problems.add(
          new Problem(
              file.toString(),
              0,
              "has more than " + ControlAdmission.MAX_MESSAGES + " control messages"));
    }
    problems.throwIfAny();
    return intakes;
  }
}
