package io.vigie.cli.report;

import io.vigie.cli.report.IncidentRecords.Kpi;
import io.vigie.cli.report.IncidentRecords.Step;
import io.vigie.incident.Alert;
import io.vigie.incident.Evidence;
import io.vigie.incident.Evidence.SignalEvidence;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Milestones;
import io.vigie.incident.Milestones.TaskDone;
import io.vigie.incident.SeverityFactor;
import io.vigie.incident.Status;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.SuggestedPlaybook.FirstTask;
import io.vigie.incident.SuggestedPlaybook.HoldingStatement;
import io.vigie.incident.Voices;
import io.vigie.incident.Voices.FirstMention;
import io.vigie.incident.Voices.Term;
import io.vigie.kpi.KpiWindow;
import io.vigie.scoring.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An invented incident: unusual from 10:00, told at 10:05, in hand at 10:20, answered at 11:00,
 * over at 16:00; 20 mentions in a quarter of an hour before and after, 200 until 11:00, 100 until
 * 13:00.
 */
final class Recorded {

  static final Instant ONSET = Instant.parse("2026-03-02T10:00:00Z");
  static final Instant ALERT = ONSET.plus(Duration.ofMinutes(5));
  static final Instant ACKNOWLEDGED = ONSET.plus(Duration.ofMinutes(20));
  static final Instant ANSWERED = ONSET.plus(Duration.ofHours(1));
  static final Instant END = ONSET.plus(Duration.ofHours(6));

  private Recorded() {}

  static IncidentRecords incident() {
    return incident(word -> word);
  }

  /** The incident with every word that comes from outside changed. */
  static IncidentRecords incident(UnaryOperator<String> word) {
    Milestones told =
        new Milestones(
            ONSET,
            ALERT,
            null,
            ACKNOWLEDGED,
            word.apply("Maria"),
            ANSWERED,
            word.apply("Paul"),
            word.apply("Paul"),
            word.apply("an outage, mended"),
            ONSET.plus(Duration.ofHours(4)),
            List.of(new TaskDone(word.apply("holding statement"), word.apply("Paul"), ANSWERED)),
            null);
    Incident opened =
        revision(word, 1, Status.OPEN, Level.INCIDENT, 60, ALERT, told(word, told, false));
    Incident worse =
        revision(
            word, 2, Status.ACKNOWLEDGED, Level.CRISIS, 82, ACKNOWLEDGED, told(word, told, true));
    Incident over = revision(word, 3, Status.RESOLVED, Level.INFO, 1, END, told);
    return new IncidentRecords(
        List.of(opened, worse, over), List.of(alert(word, opened)), kpis(word), steps());
  }

  private static Milestones told(UnaryOperator<String> word, Milestones all, boolean inHand) {
    return new Milestones(
        ONSET,
        ALERT,
        null,
        inHand ? all.acknowledgedAt() : null,
        inHand ? word.apply("Maria") : null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null);
  }

  private static Incident revision(
      UnaryOperator<String> word,
      int number,
      Status status,
      Level level,
      double severity,
      Instant at,
      Milestones milestones) {
    return new Incident(
        word.apply("inc-1"),
        word.apply("Telmora"),
        number,
        status,
        severity,
        level,
        82,
        List.of(word.apply("pile-on")),
        ONSET,
        ALERT,
        ONSET,
        at,
        status == Status.RESOLVED ? at : null,
        2400,
        1200,
        word.apply("Telmora: people are angry."),
        evidence(word),
        false,
        null,
        milestones);
  }

  private static Evidence evidence(UnaryOperator<String> word) {
    return new Evidence(
        List.of(new SignalEvidence(word.apply("volume"), "volume", ALERT, 800, 80.0, 30.0)),
        List.of(
            new Excerpt(
                "m-1",
                word.apply("mastodon"),
                word.apply("No network since ten, shame."),
                ONSET,
                "en",
                word.apply("someone"),
                1200,
                0.9f,
                3,
                null)),
        List.of(new SeverityFactor(word.apply("volume-surprise"), 1, 0.4, 40)),
        Map.of(word.apply("mastodon"), 2400L),
        new Voices(
            word.apply("inc-1"),
            100,
            90,
            List.of(new Term(word.apply("outage"), 0.3, 0.01, 9)),
            List.of(),
            List.of(),
            Map.of(word.apply("anger"), 0.5, "none", 0.5),
            Map.of(),
            word.apply("mastodon"),
            List.of(
                new FirstMention(
                    "m-1",
                    "mastodon",
                    ONSET,
                    word.apply("someone"),
                    12,
                    word.apply("No network")))));
  }

  private static Alert alert(UnaryOperator<String> word, Incident incident) {
    return new Alert(
            "alt-1",
            incident.incidentId(),
            1,
            Status.OPEN,
            incident.brand(),
            60,
            Level.INCIDENT,
            incident.patterns(),
            ONSET,
            ALERT,
            ALERT,
            ONSET,
            incident.summary(),
            incident.evidence(),
            false)
        .withPlaybook(
            new SuggestedPlaybook(
                word.apply("service-outage"),
                2,
                "service-outage",
                word.apply("'outage' in 8 of 10 mentions."),
                word.apply("accidental"),
                List.of(word.apply("inform")),
                List.of(word.apply("Promise no hour.")),
                List.of(
                    new FirstTask(
                        word.apply("Publish the holding statement and pin it."),
                        word.apply("communication"),
                        ALERT.plus(Duration.ofMinutes(60))),
                    new FirstTask(
                        word.apply("Brief the agents."),
                        word.apply("care"),
                        ALERT.plus(Duration.ofMinutes(30)))),
                new HoldingStatement(word.apply("Brouillon"), word.apply("Draft")),
                null));
  }

  private static List<Kpi> kpis(UnaryOperator<String> word) {
    List<Kpi> kpis = new ArrayList<>();
    Instant from = ONSET.minus(Duration.ofHours(10));
    for (int quarter = 0; quarter < 104; quarter++) { // 26 hours
      Instant at = from.plus(Duration.ofMinutes(15L * quarter));
      long mentions = mentions(at);
      long negative = mentions > 20 ? mentions / 2 : 2;
      kpis.add(
          new Kpi(
              KpiWindow.ALL_PLATFORMS,
              "15m",
              at,
              0,
              mentions,
              mentions / 10,
              mentions - mentions / 10 - negative,
              negative,
              5,
              1000,
              5000L - quarter));
      if (quarter % 4 == 0) {
        kpis.add(
            new Kpi(word.apply("mastodon"), "1h", at, 0, 4 * mentions, 0, 0, 0, 20, 1000, null));
      }
    }
    return kpis;
  }

  private static long mentions(Instant at) {
    if (at.isBefore(ONSET) || !at.isBefore(ONSET.plus(Duration.ofHours(3)))) {
      return 20;
    }
    return at.isBefore(ANSWERED) ? 200 : 100;
  }

  private static List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int quarter = -16; quarter <= 40; quarter++) {
      Instant at = ONSET.plus(Duration.ofMinutes(15L * quarter));
      double volume = 0;
      for (int back = 1; back <= 4; back++) {
        volume += mentions(at.minus(Duration.ofMinutes(15L * back)));
      }
      steps.add(new Step(at, volume, 80, 0.5, 0.1, 0.4));
    }
    return steps;
  }
}
