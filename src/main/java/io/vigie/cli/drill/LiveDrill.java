package io.vigie.cli.drill;

import io.vigie.cli.CommandFailedException;
import io.vigie.cli.cluster.LedgerTopic;
import io.vigie.cli.cluster.MentionTopic;
import io.vigie.connector.KafkaConnection;
import io.vigie.incident.Alert;
import io.vigie.incident.ControlMessage;
import io.vigie.incident.Incident;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import io.vigie.response.Clues;
import io.vigie.response.Playbook;
import io.vigie.response.PlaybookChooser;
import io.vigie.response.PlaybookSet;
import io.vigie.response.Scorecard;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A drill on a running job: each mention is sent when its time has come, and each step of its
 * incident is told as the topics tell it, until somebody resolves it.
 */
public final class LiveDrill {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** After the last mention, for so long a late detection is waited for (event time). */
  private static final Duration LATEST_DETECTION = Duration.ofMinutes(10);

  /** Pace of an invented cell at which one can watch it. */
  public static final Duration TO_WATCH = Duration.ofSeconds(5);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * What is played.
   *
   * @param brand whose crisis it is
   * @param start time of the first mention
   * @param mentions all marked as an exercise, in the order of time
   */
  public record Course(String brand, Instant start, List<Mention> mentions) {

    Instant end() {
      return mentions.isEmpty() ? start : mentions.get(mentions.size() - 1).createdAt();
    }
  }

  private final Course course;
  private final PlaybookSet playbooks;
  private final Supplier<Instant> clock;
  private final @Nullable Consumer<ControlMessage> say;
  private final Duration pace;
  private final PrintWriter out;
  private final DrillWatch watch;

  private @Nullable PlayedCell cell;
  private long lastDeed;
  private int sent;

  /**
   * A drill.
   *
   * @param clock the event time that the job's source has come to
   * @param say sends what an invented cell decides; null where people act
   * @param pace time by the clock from one of its deeds to the next
   */
  public LiveDrill(
      Course course,
      PlaybookSet playbooks,
      Supplier<Instant> clock,
      @Nullable Consumer<ControlMessage> say,
      Duration pace,
      PrintWriter out) {
    this.course = course;
    this.playbooks = playbooks;
    this.clock = clock;
    this.say = say;
    this.pace = pace;
    this.out = out;
    this.watch =
        new DrillWatch(course.brand(), course.start(), course.end().plus(LATEST_DETECTION));
  }

  /**
   * Plays it to its end.
   *
   * @param topic of mentions
   * @return how it went, or null if nobody was told of it
   * @throws CommandFailedException if an earlier drill of the brand is still open
   */
  public @Nullable Scorecard run(KafkaConnection connection, String topic) {
    refuseASecondDrill(connection);
    try (DrillTopics news = DrillTopics.open(connection);
        MentionTopic to = MentionTopic.open(connection, topic, PATIENCE)) {
      while (!watch.isOver()) {
        sendWhatIsDue(to);
        hear(news.poll());
        boolean allSent = sent == course.mentions().size();
        if (allSent && watch.alert() == null && isTooLate()) {
          return null;
        }
        act(allSent);
      }
    }
    return scorecard();
  }

  private void refuseASecondDrill(KafkaConnection connection) {
    for (Incident incident : LedgerTopic.read(connection).values()) {
      if (incident.exercise() && incident.brand().equals(course.brand()) && !incident.isOver()) {
        throw new CommandFailedException(
            "an earlier drill of "
                + course.brand()
                + " is still open, and this one would join it: ./vigie control resolve "
                + incident.incidentId());
      }
    }
  }

  private void sendWhatIsDue(MentionTopic to) {
    Instant now = clock.get();
    while (sent < course.mentions().size()
        && !course.mentions().get(sent).createdAt().isAfter(now)) {
      to.send(MentionJson.write(course.mentions().get(sent)));
      sent++;
    }
    to.flush();
  }

  private void hear(DrillTopics.News heard) {
    heard.alerts().forEach(alert -> watch.hear(alert).forEach(this::tell));
    heard.incidents().forEach(incident -> watch.hear(incident).forEach(this::tell));
  }

  private boolean isTooLate() {
    return clock.get().isAfter(course.end().plus(LATEST_DETECTION));
  }

  private void act(boolean allSent) {
    Alert alert = watch.alert();
    if (say == null || alert == null) {
      return;
    }
    if (cell == null) {
      cell = new PlayedCell(alert.incidentId(), playbook(alert));
      lastDeed = System.nanoTime();
    }
    if (System.nanoTime() - lastDeed < pace.toNanos()) {
      return;
    }
    lastDeed = System.nanoTime();
    ControlMessage deed = cell.next(clock.get(), Instant.now(), watch.highest(), allSent);
    if (deed != null) {
      say.accept(deed);
    }
  }

  private void tell(DrillWatch.Step step) {
    Duration since = Duration.between(course.start(), step.at());
    out.printf(
        Locale.ROOT,
        "%s  %s%02d:%02d  %-12s %s%n",
        TIME.format(step.at()),
        since.isNegative() ? "-" : "+",
        Math.abs(since.toSeconds()) / 60,
        Math.abs(since.toSeconds()) % 60,
        step.what(),
        step.detail());
    out.flush();
  }

  private @Nullable Scorecard scorecard() {
    Incident last = watch.last();
    return last == null
        ? null
        : Scorecard.of(last, watch.highest(), playbook(last), course.start());
  }

  private Playbook playbook(Alert alert) {
    SuggestedPlaybook suggested = alert.playbook();
    Playbook named = suggested == null ? null : playbooks.find(suggested.id());
    return named == null
        ? new PlaybookChooser(playbooks).choose(Clues.of(alert)).playbook()
        : named;
  }

  private Playbook playbook(Incident last) {
    Alert alert = watch.alert();
    return alert == null
        ? new PlaybookChooser(playbooks).choose(Clues.of(last)).playbook()
        : playbook(alert);
  }
}
