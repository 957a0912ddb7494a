package io.vigie.response;

import io.vigie.incident.Level;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who to call and what to say where, for one scenario, as its author wrote it.
 *
 * @param id its name, kebab-case
 * @param version from 1, raised with each change that matters
 * @param scenario what has happened, kebab-case; {@link #GENERAL} for the one that is used where no
 *     other fits
 * @param description one sentence
 * @param crisisType who is held responsible, or null where that is not known before the assessment
 * @param strategy what the response does, in order; obeys {@link StrategyRules}
 * @param warnings what must not be done, one sentence each
 * @param calls roles that are called when a level is reached, in addition to those of lower levels
 * @param channels where to speak, in order; the first is where it began
 * @param spokesperson role of the one person who speaks
 * @param tasks by deadline
 * @param templates one of each kind in each language
 * @param file where it stands
 * @param line from 1
 */
public record Playbook(
    String id,
    int version,
    String scenario,
    String description,
    AppliesWhen appliesWhen,
    @Nullable CrisisType crisisType,
    List<Strategy> strategy,
    List<String> warnings,
    Map<Level, List<String>> calls,
    List<String> channels,
    String spokesperson,
    List<Task> tasks,
    Map<TemplateKind, Map<Language, String>> templates,
    String file,
    int line)
    implements Serializable {

  /** Scenario of the playbook that is used where no other fits. */
  public static final String GENERAL = "general";

  /**
   * What speaks for a playbook.
   *
   * @param terms words and phrases by language; a {@code *} at the end stands for any ending
   * @param categories categories of comments that it expects
   * @param emotions emotions that it expects
   * @param patterns ids of patterns that it expects
   * @param atLeast lowest level at which it may be chosen
   */
  public record AppliesWhen(
      Map<Language, List<String>> terms,
      Set<Category> categories,
      Set<Emotion> emotions,
      List<String> patterns,
      Level atLeast)
      implements Serializable {}

  /**
   * Something to do.
   *
   * @param task one sentence in the imperative
   * @param within time from the alert to its deadline; above 0
   * @param role who does it
   * @param from lowest level at which it is called for
   */
  public record Task(String task, Duration within, String role, Level from)
      implements Serializable {}

  /** Whether this is the playbook for everything that no other fits. */
  public boolean isGeneral() {
    return scenario.equals(GENERAL);
  }

  /** Tasks called for at a level: its own and those of lower levels, by deadline. */
  public List<Task> tasksAt(Level level) {
    return tasks.stream()
        .filter(task -> task.from().compareTo(level) <= 0)
        .sorted(Comparator.comparing(Task::within))
        .toList();
  }

  /** Roles called at a level: its own and those of lower levels, in that order. */
  public List<String> rolesAt(Level level) {
    Set<String> roles = new LinkedHashSet<>();
    for (Level reached : Level.values()) {
      if (reached.compareTo(level) <= 0) {
        roles.addAll(calls.getOrDefault(reached, List.of()));
      }
    }
    return new ArrayList<>(roles);
  }

  /** The template of a kind, with its placeholders. */
  public String template(TemplateKind kind, Language language) {
    return templates.getOrDefault(kind, Map.of()).getOrDefault(language, "");
  }
}
