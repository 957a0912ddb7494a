package io.vigie.response;

import io.vigie.incident.Level;
import io.vigie.response.Contacts.Contact;
import io.vigie.response.Playbook.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A playbook as a page of plain text that a crisis cell can read aloud. */
public final class PlaybookText {

  private PlaybookText() {}

  /** The page: lines ended by {@code \n}. */
  public static String of(Playbook playbook, Contacts contacts) {
    List<String> lines = new ArrayList<>();
    lines.add(playbook.id() + ", version " + playbook.version());
    lines.add("  " + playbook.description());
    lines.add("  scenario: " + playbook.scenario() + "; " + typeInWords(playbook));
    lines.add("  strategy: " + labels(playbook.strategy()));
    if (!playbook.isGeneral()) {
      lines.add("  chosen when mentions say:");
      playbook
          .appliesWhen()
          .terms()
          .forEach(
              (language, terms) ->
                  lines.add("    " + language.label() + ": " + String.join(", ", terms)));
    }
    lines.add("  never:");
    playbook.warnings().forEach(warning -> lines.add("    - " + warning));
    lines.add("  who:");
    playbook
        .calls()
        .forEach(
            (level, roles) ->
                lines.add(
                    "    from "
                        + level.label()
                        + ": "
                        + roles.stream()
                            .map(role -> inWords(role, contacts))
                            .collect(Collectors.joining(", "))));
    lines.add("    speaks: " + inWords(playbook.spokesperson(), contacts));
    lines.add("  where: " + String.join(", ", playbook.channels()));
    lines.add("  what, by deadline:");
    playbook.tasksAt(Level.CRISIS).forEach(task -> lines.add("    " + inWords(task)));
    for (TemplateKind kind : TemplateKind.values()) {
      for (Language language : Language.values()) {
        lines.add("  " + kind.key() + ", " + language.label() + ":");
        playbook.template(kind, language).lines().forEach(line -> lines.add("    " + line));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String typeInWords(Playbook playbook) {
    CrisisType type = playbook.crisisType();
    if (type == null) {
      return "type of crisis: the assessment must tell";
    }
    CrisisType up = type.oneStepUp();
    return "type of crisis: "
        + type.label()
        + (up == type
            ? ""
            : "; after earlier crises or with a bad reputation, answer as if " + up.label());
  }

  private static String labels(List<Strategy> strategy) {
    return strategy.stream().map(Strategy::label).collect(Collectors.joining(", "));
  }

  private static String inWords(String role, Contacts contacts) {
    Contact contact = contacts.roles().get(role);
    if (contact == null || contact.name() == null) {
      return role;
    }
    return role
        + " ("
        + contact.name()
        + (contact.reach() == null ? "" : ", " + contact.reach())
        + ")";
  }

  private static String inWords(Task task) {
    return String.format(
        "%-6s %-8s %s (%s)", span(task.within()), task.from().label(), task.task(), task.role());
  }

  /** In the largest unit that gives a whole number, as in the file. */
  private static String span(Duration time) {
    if (time.toSecondsPart() != 0 || time.toMillisPart() != 0) {
      return time.toSeconds() + "s";
    }
    if (time.toMinutesPart() != 0) {
      return time.toMinutes() + "m";
    }
    return time.toHoursPart() != 0 ? time.toHours() + "h" : time.toDays() + "d";
  }
}
