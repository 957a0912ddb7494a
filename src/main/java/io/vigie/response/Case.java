package io.vigie.response;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A closed incident with what was done and what came of it.
 *
 * @param id its name, kebab-case
 * @param title one line
 * @param profile by what it is compared
 * @param actions by time
 * @param outcome one or two sentences, or empty where nobody has said it yet
 * @param backToUsual time from the onset until all was usual, or null where not measured
 * @param residualSentiment net sentiment of the week after minus that of the week before, -2 to 2,
 *     or null where not measured
 * @param lessons one sentence each
 * @param sources where the facts stand; empty for one's own incidents
 */
public record Case(
    String id,
    String title,
    CaseProfile profile,
    List<Action> actions,
    String outcome,
    @Nullable Duration backToUsual,
    @Nullable Double residualSentiment,
    List<String> lessons,
    List<String> sources)
    implements Serializable {

  /** What came of an action, as people judged it. */
  public enum Result {
    /** There is evidence that it went well. */
    HELPED,
    /** There is evidence that it made things worse. */
    HURT,
    /** Nobody can tell, or nobody has told yet. */
    UNCLEAR;

    /** The word in YAML. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that was done.
   *
   * @param what in one sentence
   * @param after time from the onset, or null where not known
   * @param evidence what speaks for the result; never empty where it helped or hurt
   */
  public record Action(String what, @Nullable Duration after, Result result, String evidence)
      implements Serializable {}
}
