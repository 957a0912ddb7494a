package io.vigie.incident;

import io.vigie.incident.Voices.FirstMention;
import io.vigie.incident.Voices.Term;
import io.vigie.incident.Voices.Used;
import io.vigie.kpi.DrawnMention;
import io.vigie.scoring.TermReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads from sampled mentions who says what, where it began and in which words. */
public final class Explainer {

  /** What is said is what was said in the last hour. */
  private static final Duration WINDOW = Duration.ofHours(1);

  /**
   * A signal begins when enough was said: its story began earlier, by the shortest span looked at.
   */
  private static final Duration LEAD = Duration.ofMinutes(15);

  private static final int FIRST = 3;
  private static final int MOST_USED = 5;

  /** A mention speaks of the incident if it uses so many of its terms. */
  private static final int TERMS_OF_A_FIRST = 2;

  private static final Comparator<DrawnMention> BY_TIME =
      Comparator.comparingLong(DrawnMention::atMillis)
          .thenComparing(DrawnMention::id)
          .thenComparing(DrawnMention::platform);

  private Explainer() {}

  /**
   * Adds what people say to an update: to its evidence, and to its summary while it is open.
   *
   * @param samples samples of its brand, of the last hour or two, in any order
   * @param usual terms of the days before
   * @param told what was read at the last revision, or null: it stands where nothing is said now
   * @param language of the summary: French, or else English
   */
  public static IncidentUpdate explain(
      IncidentUpdate update,
      Collection<DrawnMention> samples,
      UsualTerms usual,
      @Nullable Voices told,
      Locale language) {
    Incident incident = update.incident();
    Voices before = told != null && told.incidentId().equals(incident.incidentId()) ? told : null;
    boolean over = incident.status().isClosed();
    Voices now = over ? null : read(incident, samples, usual, before);
    if (now == null) {
      return before == null ? update : with(before, incident.summary(), update);
    }
    return with(now, incident.summary() + new Summary(Words.of(language)).voices(now), update);
  }

  private static IncidentUpdate with(Voices voices, String summary, IncidentUpdate update) {
    Incident explained = update.incident().with(summary, update.incident().evidence().with(voices));
    Alert alert = update.alert();
    return new IncidentUpdate(
        explained, alert == null ? null : alert.with(summary, explained.evidence()));
  }

  /** What the mentions of the last hour say, or null if there are none. */
  private static @Nullable Voices read(
      Incident incident,
      Collection<DrawnMention> samples,
      UsualTerms usual,
      @Nullable Voices before) {
    Instant hour = incident.updatedAt().minus(WINDOW);
    Instant start = incident.startedAt().minus(LEAD);
    long from = (hour.isAfter(start) ? hour : start).toEpochMilli();
    List<DrawnMention> now =
        samples.stream().filter(sample -> sample.atMillis() >= from).sorted(BY_TIME).toList();
    if (now.isEmpty()) {
      return null;
    }
    TermCounts counts = TermCounts.of(now);
    List<Term> terms = DistinctiveTerms.of(counts, usual, incident.brand());
    boolean seesStart = from == start.toEpochMilli() && !terms.isEmpty();
    List<FirstMention> first =
        before == null || seesStart ? first(samples, now, terms) : before.firstMentions();
    return new Voices(
        incident.incidentId(),
        now.size(),
        counts.authors(),
        terms,
        mostUsed(
            counts,
            term -> TermReader.isHashtag(term) && !DistinctiveTerms.named(term, incident.brand())),
        mostUsed(counts, TermReader::isLink),
        shares(now, DrawnMention::emotion),
        shares(now, DrawnMention::category),
        first.isEmpty() ? null : first.get(0).platform(),
        first);
  }

  /** The earliest in the incident's words, also before its signals; without such, the earliest. */
  private static List<FirstMention> first(
      Collection<DrawnMention> samples, List<DrawnMention> now, List<Term> terms) {
    List<DrawnMention> spoken =
        samples.stream().filter(sample -> speaks(sample, terms)).sorted(BY_TIME).toList();
    return (spoken.isEmpty() ? now : spoken)
        .stream()
            .limit(FIRST)
            .map(
                sample ->
                    new FirstMention(
                        sample.id(),
                        sample.platform(),
                        Instant.ofEpochMilli(sample.atMillis()),
                        sample.authorId(),
                        sample.followers(),
                        sample.text()))
            .toList();
  }

  private static boolean speaks(DrawnMention sample, List<Term> terms) {
    if (terms.isEmpty()) {
      return false;
    }
    Set<String> used = TermReader.read(sample.text());
    long found = terms.stream().filter(term -> used.contains(term.term())).count();
    return found >= Math.min(TERMS_OF_A_FIRST, terms.size());
  }

  private static List<Used> mostUsed(TermCounts counts, Predicate<String> kind) {
    return counts.byTerm().keySet().stream()
        .filter(term -> kind.test(term) && counts.count(term) >= DistinctiveTerms.AUTHORS)
        .map(term -> new Used(term, (double) counts.count(term) / counts.authors()))
        .sorted(Comparator.comparingDouble(Used::share).reversed().thenComparing(Used::term))
        .limit(MOST_USED)
        .toList();
  }

  private static <E extends Enum<E>> Map<String, Double> shares(
      List<DrawnMention> samples, Function<DrawnMention, @Nullable E> label) {
    List<E> labels = samples.stream().map(label).filter(Objects::nonNull).toList();
    Map<String, Long> counts =
        labels.stream()
            .collect(
                Collectors.groupingBy(
                    known -> known.name().toLowerCase(Locale.ROOT), Collectors.counting()));
    Map<String, Double> shares = new TreeMap<>();
    counts.forEach((name, count) -> shares.put(name, (double) count / labels.size()));
    return shares;
  }
}
