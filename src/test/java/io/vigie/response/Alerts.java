package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Evidence;
import io.vigie.incident.Level;
import io.vigie.incident.Status;
import io.vigie.incident.Voices;
import io.vigie.incident.Voices.Term;
import io.vigie.scoring.Excerpt;
import io.vigie.yaml.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Invented alerts, and the playbooks that are shipped. */
final class Alerts {

  static final Path SHIPPED = Path.of("jobs", "crisis-detection", "playbooks");
  static final Instant AT = Instant.parse("2026-03-02T09:12:00Z");

  private Alerts() {}

  static PlaybookSet shipped() {
    Problems problems = new Problems();
    PlaybookSet set = PlaybookReader.read(SHIPPED, problems);
    problems.throwIfAny();
    return set;
  }

  static Alert of(String... texts) {
    return of("Telmora", Level.INCIDENT, Status.OPEN, false, texts);
  }

  static Alert of(String brand, Level level, Status status, boolean exercise, String... texts) {
    List<Excerpt> mentions = new ArrayList<>();
    for (String text : texts) {
      int number = mentions.size();
      mentions.add(
          new Excerpt(
              "m-" + number,
              number == texts.length - 1 ? "mastodon" : "twitter",
              text,
              AT.minusSeconds(60L * number),
              "fr",
              "author-" + number,
              100,
              0.9f,
              10 - number,
              null));
    }
    return new Alert(
        "alt-1",
        "inc-1",
        2,
        status,
        brand,
        60,
        level,
        List.of("pile-on"),
        Instant.parse("2026-03-02T09:05:00Z"),
        Instant.parse("2026-03-02T09:08:00Z"),
        AT,
        null,
        "One sentence.",
        new Evidence(List.of(), mentions, List.of(), Map.of("twitter", 400L, "mastodon", 12L)),
        exercise);
  }

  /**
   * The same alert, of which more was heard: words said more than usual, emotions by their label.
   */
  static Alert heard(Alert alert, List<String> said, Map<String, Double> emotions) {
    Evidence evidence = alert.evidence();
    Voices voices =
        new Voices(
            alert.incidentId(),
            100,
            100,
            said.stream().map(term -> new Term(term, 0.2, 0.001, 4)).toList(),
            List.of(),
            List.of(),
            emotions,
            Map.of(),
            null,
            List.of());
    return with(
        alert,
        new Evidence(
            evidence.signals(),
            evidence.mentions(),
            evidence.factors(),
            evidence.mentionsByPlatform(),
            voices));
  }

  /** The same alert, of which one author wrote all mentions. */
  static Alert byOne(Alert alert) {
    Evidence evidence = alert.evidence();
    List<Excerpt> mentions =
        evidence.mentions().stream()
            .map(
                mention ->
                    new Excerpt(
                        mention.id(),
                        mention.platform(),
                        mention.text(),
                        mention.createdAt(),
                        mention.lang(),
                        "one",
                        mention.followers(),
                        mention.negative(),
                        mention.weight(),
                        mention.url()))
            .toList();
    return with(
        alert,
        new Evidence(
            evidence.signals(), mentions, evidence.factors(), evidence.mentionsByPlatform()));
  }

  private static Alert with(Alert alert, Evidence evidence) {
    return new Alert(
        alert.alertId(),
        alert.incidentId(),
        alert.revision(),
        alert.status(),
        alert.brand(),
        alert.severity(),
        alert.severityLevel(),
        alert.patterns(),
        alert.startedAt(),
        alert.detectedAt(),
        alert.at(),
        alert.firstMentionAt(),
        alert.summary(),
        evidence,
        alert.exercise());
  }
}
