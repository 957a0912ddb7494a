package io.vigie.connector;

import io.vigie.response.FaqMatch;
import io.vigie.response.Triage;

/** A triaged mention as one line of JSON ({@code jobs/schema/triage.schema.json}). */
public final class TriageJson {

  /** What the FAQ says where it has no entry that answers. */
  static final String NO_GOOD_ANSWER = "no-good-answer";

  private TriageJson() {}

  /** UTF-8 bytes of one object, without a line feed. */
  public static byte[] toBytes(Triage triage) {
    return JsonLine.of(
        line -> {
          line.text("brand", triage.brand())
              .text("incidentId", triage.incidentId())
              .text("mentionId", triage.mentionId())
              .instant("at", triage.at())
              .text("platform", triage.platform())
              .text("lang", triage.lang())
              .text("author", triage.author())
              .text("text", triage.text())
              .text("url", triage.url())
              .count("priority", triage.priority())
              .text("handling", triage.handling().label())
              .text("rule", triage.rule())
              .text("reason", triage.reason());
          FaqMatch faq = triage.faq();
          if (faq != null) {
            line.object(
                "faq",
                inner ->
                    inner
                        .text("outcome", faq.hasAnswer() ? "answer" : NO_GOOD_ANSWER)
                        .text("entry", faq.entry())
                        .decimal("confidence", faq.confidence())
                        .text("question", faq.question())
                        .text("answer", faq.answer()));
          }
          line.text("draft", triage.draft())
              .texts("why", triage.why())
              .flag("exercise", triage.exercise());
        });
  }
}
