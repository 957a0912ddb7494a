package io.vigie.cli.report;

import static io.vigie.cli.page.Svg.escaped;

import io.vigie.cli.page.LevelColour;
import io.vigie.cli.report.Review.Action;
import io.vigie.cli.report.Review.Effect;
import io.vigie.cli.report.Review.Peak;
import io.vigie.cli.report.Review.Span;
import io.vigie.cli.report.Review.TaskState;
import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.incident.Level;
import io.vigie.incident.Milestones;
import io.vigie.incident.Milestones.Merge;
import io.vigie.incident.SeverityFactor;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.Voices;
import io.vigie.response.Language;
import io.vigie.scoring.Excerpt;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The post-crisis report as one HTML page that needs nothing else and prints on A4: no script, no
 * network. Brands, names and texts come from strangers and are escaped, and the page forbids itself
 * every source. Authors of mentions are not named: such a page is passed on.
 */
public final class ReportPage {

  private static final int MAX_QUOTES = 5;
  private static final int MAX_EVENTS = 60;

  private static final String STYLE =
      """
      @page{size:A4;margin:14mm 13mm}
      body{font:14px/1.5 system-ui,sans-serif;color:#1f2933;max-width:960px;margin:2em auto;padding:0 1em}
      h1{font-size:1.7em;margin:0 0 .1em;line-height:1.2}
      h2{font-size:1.2em;margin:1.9em 0 .5em;padding-bottom:.15em;border-bottom:2px solid #1f2933;break-after:avoid}
      h3{font-size:1em;margin:1.1em 0 .2em;break-after:avoid}p{margin:.4em 0}
      table{border-collapse:collapse;width:100%;margin:.5em 0}tr,figure,.card,li{break-inside:avoid}
      th,td{text-align:left;padding:.3em .6em;border-bottom:1px solid #dfe3e8;vertical-align:top}
      th{color:#52606d;font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}td.t{white-space:nowrap}
      .badge{padding:.1em .6em;border-radius:.7em;color:#fff;white-space:nowrap}
      .note,figcaption{color:#52606d;font-size:.9em}.warn{border-left:4px solid #c2710c;padding:.1em .8em;background:#fdf6ec}
      .exercise{background:#1f2933;color:#fff;padding:.4em 1em;font-weight:700}
      .cards{display:flex;flex-wrap:wrap;gap:.7em;margin:1em 0}
      .card{flex:1 1 10em;border:1px solid #cbd2d9;border-radius:.4em;padding:.5em .8em}
      .card b{display:block;font-size:1.45em;line-height:1.25}.card span{color:#52606d;font-size:.88em}
      figure{margin:.9em 0}figcaption{margin-bottom:.1em}
      .key i{display:inline-block;width:1.1em;height:.7em;margin:0 .3em 0 .9em}
      .bar{display:inline-block;height:.75em;background:#7c3aed}
      blockquote{margin:.5em 0;padding:.2em .8em;border-left:3px solid #cbd2d9;break-inside:avoid;overflow-wrap:anywhere}
      .effects td:first-child{min-width:14em}.effects th.n{white-space:normal}
      .blank{border-bottom:1px solid #9aa5b1;height:1.7em}
      *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
      @media print{body{margin:0;max-width:none;padding:0;font-size:11pt}}
      """;

  private final Review review;
  private final Wording words;
  private final ZoneId zone;
  private final StringBuilder html = new StringBuilder(1 << 17);

  private ReportPage(Review review, Language language, ZoneId zone) {
    this.review = review;
    this.zone = zone;
    words = new Wording(language, zone);
  }

  /**
   * The page.
   *
   * @param zone in which times are told
   */
  public static String of(IncidentRecords records, Language language, ZoneId zone) {
    return new ReportPage(new Review(records), language, zone).page();
  }

  private String page() {
    head();
    summary();
    speed();
    timeline();
    charts();
    phases();
    effects();
    content();
    residual();
    playbook();
    lessons();
    foot();
    return html.append("</body></html>\n").toString();
  }

  private void head() {
    Incident last = review.last();
    String title = words.say("Post-crisis report: ", "Rapport d’après-crise : ") + last.brand();
    html.append("<!DOCTYPE html>\n<html lang=\"")
        .append(words.language())
        .append("\"><head><meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src 'unsafe-inline'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(escaped(title))
        .append("</title><style>\n")
        .append(STYLE)
        .append(ReportCharts.style())
        .append("</style></head><body>\n");
    if (last.exercise()) {
      html.append("<p class=\"exercise\">")
          .append(words.say("EXERCISE: nothing of this happened", "EXERCICE : rien n’est réel"))
          .append("</p>\n");
    }
    html.append("<h1>").append(escaped(title)).append("</h1>\n<p class=\"note\">");
    text(
        words.full(review.onset())
            + " – "
            + words.full(review.end())
            + " ("
            + (zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone)
            + ")");
    html.append(" · ").append(escaped(last.incidentId())).append("</p>\n");
    Merge merge = last.milestones().merged();
    if (merge != null) {
      warning(
          words.say(
              "This incident was merged into " + merge.into() + ": read that one's report.",
              "Cet incident a été fusionné dans "
                  + merge.into()
                  + " : lire le rapport de celui-ci."));
    }
    if (!review.isOver()) {
      warning(
          words.say(
              "This incident is not resolved: the report is provisional.",
              "Cet incident n’est pas résolu : le rapport est provisoire."));
    }
  }

  private void summary() {
    heading("Summary", "Synthèse");
    Incident last = review.last();
    Level level = review.highestLevel();
    html.append("<p>").append(badge(level)).append(' ');
    text(sentence(last));
    html.append("</p>\n<div class=\"cards\">");
    Peak peak = review.peak();
    card(words.count(last.mentions()), words.say("mentions", "mentions"));
    card(
        words.percent(
            last.mentions() == 0
                ? null
                : (double) review.during().negative() / Math.max(1, review.during().scored())),
        words.say("of the scored ones negative", "de négatives parmi les évaluées"));
    card(
        words.count(last.peakSeverity()) + " / 100",
        words.say("severity at its worst", "gravité au plus fort"));
    if (peak != null) {
      card(
          peak.ratio() == null ? words.count(peak.volume()) : "× " + words.amount(peak.ratio()),
          peak.ratio() == null
              ? words.say("mentions in the busiest hour", "mentions dans l’heure la plus forte")
              : words.say("the usual volume at the peak", "le volume habituel au pic"));
    }
    card(
        words.span(java.time.Duration.between(review.onset(), review.end())),
        review.isOver()
            ? words.say("until resolved", "jusqu’à la résolution")
            : words.say("so far", "à ce jour"));
    html.append("</div>\n");
    if (peak != null) {
      html.append("<p>");
      text(peakSentence(peak));
      html.append("</p>\n");
    }
    factors();
    merged();
  }

  /** What was counted elsewhere and belongs to this story. */
  private void merged() {
    List<Incident> parts = review.records().merged();
    if (parts.isEmpty()) {
      return;
    }
    html.append("<p>");
    text(
        words.say(
            "Merged into this incident, with figures of their own that are not among these: ",
            "Fusionnés dans cet incident, avec leurs propres chiffres, qui ne sont pas compris ici : "));
    List<String> told = new ArrayList<>();
    for (Incident part : parts) {
      told.add(
          part.brand()
              + " ("
              + part.incidentId()
              + words.say(", since ", ", depuis le ")
              + words.full(part.startedAt())
              + ", "
              + words.count(part.mentions())
              + words.say(" mentions, severity up to ", " mentions, gravité jusqu’à ")
              + words.count(part.peakSeverity())
              + ")");
    }
    text(String.join("; ", told) + ".");
    html.append("</p>\n");
  }

  private String sentence(Incident last) {
    String began = words.full(review.onset());
    String patterns = String.join(", ", last.patterns());
    return words.say(
        "The talk about "
            + last.brand()
            + " became unusual on "
            + began
            + ". Highest level: "
            + words.level(review.highestLevel())
            + ". Patterns that matched: "
            + patterns
            + ".",
        "Les propos sur "
            + last.brand()
            + " sont devenus inhabituels le "
            + began
            + ". Niveau le plus élevé : "
            + words.level(review.highestLevel())
            + ". Motifs reconnus : "
            + patterns
            + ".");
  }

  private String peakSentence(Peak peak) {
    String excess = words.count(peak.excess());
    String halved = words.span(peak.halvedAfter());
    String base =
        words.say(
            "Peak: "
                + words.count(peak.volume())
                + " mentions in the hour before "
                + words.brief(peak.at())
                + (peak.expected() == null
                    ? ""
                    : ", where " + words.amount(peak.expected()) + " were expected")
                + "; about "
                + excess
                + " mentions more than expected in all.",
            "Pic : "
                + words.count(peak.volume())
                + " mentions dans l’heure précédant le "
                + words.brief(peak.at())
                + (peak.expected() == null
                    ? ""
                    : ", contre " + words.amount(peak.expected()) + " attendues")
                + " ; environ "
                + excess
                + " mentions de plus qu’attendu au total.");
    return peak.halvedAfter() == null
        ? base
        : base
            + words.say(
                " Half of it was reached " + halved + " later.",
                " Le volume avait diminué de moitié " + halved + " plus tard.");
  }

  private void factors() {
    List<SeverityFactor> factors = review.worst().evidence().factors();
    if (factors.isEmpty()) {
      return;
    }
    html.append("<p class=\"note\">");
    text(
        words.say(
            "What made it severe (points of 100): ", "Ce qui fait la gravité (points sur 100) : "));
    List<String> parts = new ArrayList<>();
    for (SeverityFactor factor : factors) {
      if (factor.points() >= 0.5) {
        parts.add(words.word(factor.name()) + " " + words.count(factor.points()));
      }
    }
    text(String.join(", ", parts) + ".");
    html.append("</p>\n");
  }

  private void speed() {
    heading("How fast", "Réactivité");
    html.append("<table><tr><th></th>");
    List<Milestones> waves = review.waves();
    for (int i = 0; i < waves.size(); i++) {
      html.append("<th class=\"n\">");
      text(waves.size() == 1 ? "" : words.say("wave ", "vague ") + (i + 1));
      html.append("</th>");
    }
    html.append("<th>")
        .append(words.say("counted from – to", "compté de – à"))
        .append("</th></tr>\n");
    speedRow(
        words.say("detected (TTD)", "détection (TTD)"),
        Milestones::toDetect,
        words.say("onset – first alert", "début – première alerte"));
    speedRow(
        words.say("taken in hand (TTA)", "prise en charge (TTA)"),
        Milestones::toAcknowledge,
        words.say("first alert – acknowledged", "première alerte – prise en charge"));
    speedRow(
        words.say("answered in public (TTR)", "réponse publique (TTR)"),
        Milestones::toRespond,
        words.say(
            "first alert – first public answer; target: within 1 h",
            "première alerte – première réponse publique ; repère : moins d’1 h"));
    speedRow(
        words.say("back to usual (RTB)", "retour à la normale (RTB)"),
        Milestones::toBaseline,
        words.say(
            "onset – volume and negative share usual for 6 h",
            "début – volume et part négative habituels pendant 6 h"));
    html.append("</table>\n");
    if (review.actions().isEmpty()) {
      note(
          words.say(
              "No action of the cell was recorded. “–” means not told, not that nobody acted.",
              "Aucune action de la cellule n’a été enregistrée. « – » signifie non signalé, et non que rien n’a été fait."));
    }
  }

  private void speedRow(String name, Function<Milestones, @Nullable Long> value, String counted) {
    html.append("<tr>");
    cell(name);
    for (Milestones wave : review.waves()) {
      number(words.span(value.apply(wave)));
    }
    cell(counted);
    html.append("</tr>\n");
  }

  private record Moment(Instant at, int rank, String what, String detail) {}

  private void timeline() {
    heading("Timeline", "Chronologie");
    List<Moment> moments = moments();
    html.append("<table>\n");
    int shown = Math.min(MAX_EVENTS, moments.size());
    for (Moment moment : moments.subList(0, shown)) {
      html.append("<tr><td class=\"t\">").append(escaped(words.brief(moment.at())));
      html.append("</td><td class=\"t\"><b>").append(escaped(moment.what())).append("</b></td>");
      cell(moment.detail());
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    if (shown < moments.size()) {
      note(words.say("and ", "et ") + (moments.size() - shown) + words.say(" more", " de plus"));
    }
  }

  private List<Moment> moments() {
    List<Moment> moments = new ArrayList<>();
    moments.add(
        new Moment(
            review.onset(),
            0,
            words.say("onset", "début"),
            words.say("the volume became unusual", "le volume devient inhabituel")));
    Instant signal = review.records().revisions().get(0).startedAt();
    if (signal.isBefore(review.onset())) {
      moments.add(new Moment(signal, 0, words.say("first signal", "premier signal"), ""));
    }
    Map<Integer, Alert> alerts = new HashMap<>();
    review.records().alerts().forEach(alert -> alerts.put(alert.revision(), alert));
    Incident before = null;
    for (Incident revision : review.records().revisions()) {
      if (before == null || changed(before, revision) || alerts.containsKey(revision.revision())) {
        boolean told = alerts.remove(revision.revision()) != null;
        moments.add(
            new Moment(
                revision.updatedAt(),
                1,
                step(before, revision),
                state(before, revision)
                    + (told ? words.say("; alert sent", " ; alerte envoyée") : "")));
      }
      before = revision;
    }
    // of revisions that are not on record any more
    for (Alert alert : alerts.values()) {
      moments.add(
          new Moment(
              alert.at(),
              2,
              words.say("alert sent", "alerte envoyée"),
              words.status(alert.status())
                  + words.say(", level ", ", niveau ")
                  + words.level(alert.severityLevel())));
    }
    for (Effect effect : review.effects()) {
      for (Action action : effect.actions()) {
        moments.add(new Moment(action.at(), 3, deed(action, effect.number()), by(action)));
      }
    }
    Peak peak = review.peak();
    if (peak != null) {
      moments.add(
          new Moment(
              peak.at(),
              4,
              words.say("peak", "pic"),
              words.count(peak.volume())
                  + words.say(" mentions within an hour", " mentions en une heure")));
    }
    review.waves().stream()
        .map(Milestones::baselineAt)
        .filter(java.util.Objects::nonNull)
        .forEach(
            at ->
                moments.add(
                    new Moment(
                        at,
                        5,
                        words.say("back to usual", "retour à la normale"),
                        words.say("and so for six hours", "maintenu six heures"))));
    moments.sort(Comparator.comparing(Moment::at).thenComparingInt(Moment::rank));
    return moments;
  }

  /** A revision is worth a line if its status or level changed, or another pattern joined. */
  private static boolean changed(Incident before, Incident now) {
    return before.status() != now.status()
        || before.level() != now.level()
        || before.patterns().size() != now.patterns().size();
  }

  /** What a revision is called: its status where that is new, else what else moved. */
  private String step(@Nullable Incident before, Incident revision) {
    if (before == null || before.status() != revision.status()) {
      return words.status(revision.status());
    }
    if (before.level() != revision.level()) {
      return revision.level().compareTo(before.level()) > 0
          ? words.say("worse", "aggravation")
          : words.say("milder", "accalmie");
    }
    return before.patterns().size() != revision.patterns().size()
        ? words.say("pattern joined", "nouveau motif")
        : words.say("goes on", "se poursuit");
  }

  private String state(@Nullable Incident before, Incident revision) {
    List<String> joined = new ArrayList<>(revision.patterns());
    if (before != null) {
      joined.removeAll(before.patterns());
    }
    return words.level(revision.level())
        + words.say(", severity ", ", gravité ")
        + words.count(Math.floor(revision.severity())) // as a level begins at its number
        + (joined.isEmpty()
            ? ""
            : words.say("; matched: ", " ; motifs reconnus : ") + String.join(", ", joined));
  }

  private String deed(Action action, int number) {
    String name =
        switch (action.deed()) {
          case ACKNOWLEDGED -> words.say("taken in hand", "prise en charge");
          case RESPONDED -> words.say("answered in public", "réponse publique");
          case TASK -> words.say("task done", "tâche faite");
          case RESOLVED -> words.say("closed by hand", "clos à la main");
          case MERGED ->
              words.say("merged into another incident", "fusionné dans un autre incident");
        };
    return "(" + number + ") " + name;
  }

  private String by(Action action) {
    String what = action.what() == null ? "" : action.what();
    String who = action.by() == null ? "" : action.by();
    return what.isEmpty() || who.isEmpty() ? what + who : what + " – " + who;
  }

  private void charts() {
    ReportCharts charts = new ReportCharts(review, words);
    heading("Charts", "Graphiques");
    note(
        words.say(
            "Shaded: each wave, from its onset to its end. Red line: first alert. Green numbers: actions of the cell, as in the timeline.",
            "Zone teintée : chaque vague, du début à la fin. Trait rouge : première alerte. Numéros verts : actions de la cellule, comme dans la chronologie."));
    figure(
        charts.volume(),
        words.say(
            "Mentions in the last hour (area) and what was expected (dashed)",
            "Mentions sur une heure glissante (aire) et volume attendu (tirets)"));
    figure(
        charts.negativeShare(),
        words.say(
            "Negative share of the last hour (orange; where there were at least 30 mentions) and what was expected (dashed)",
            "Part négative sur une heure (orange ; à partir de 30 mentions) et part attendue (tirets)"));
    figure(
        charts.arousal(),
        words.say(
            "Share of anger, disgust and fear in the last hour, where there were at least 30 mentions",
            "Part de colère, de dégoût et de peur sur une heure, à partir de 30 mentions"));
    figure(
        charts.platforms(),
        words.say("Mentions of each hour by platform", "Mentions de chaque heure par plateforme"));
    key(charts);
    figure(
        charts.reach(),
        words.say(
            "Potential reach of each hour: followers of those who wrote",
            "Portée potentielle de chaque heure : abonnés de ceux qui ont écrit"));
    figure(
        charts.followers(),
        words.say("Followers of the brand’s own account", "Abonnés du compte de la marque"));
  }

  private void key(ReportCharts charts) {
    List<String> names = new ArrayList<>(charts.platformNames());
    if (charts.otherPlatforms()) {
      names.add(words.say("others", "autres"));
    }
    html.append("<p class=\"note key\">");
    for (int i = 0; i < names.size(); i++) {
      html.append("<i class=\"p").append(i).append("\"></i>").append(escaped(names.get(i)));
    }
    html.append("</p>\n");
  }

  private void figure(String svg, String caption) {
    if (!svg.isEmpty()) {
      html.append("<figure><figcaption>").append(escaped(caption)).append("</figcaption>");
      html.append(svg).append("</figure>\n");
    }
  }

  private void phases() {
    heading("Before, during, after", "Avant, pendant, après");
    Span before = review.before();
    Span during = review.during();
    Span after = review.after();
    html.append("<table><tr><th></th>");
    for (String name :
        List.of(
            words.say("before", "avant"),
            words.say("during", "pendant"),
            words.say("after", "après"))) {
      html.append("<th class=\"n\">").append(name).append("</th>");
    }
    html.append("</tr>\n");
    List<Span> spans = List.of(before, during, after);
    phase(
        words.say("hours on record", "heures enregistrées"),
        spans,
        span -> words.amount(span.hours()));
    phase(words.say("mentions", "mentions"), spans, span -> words.count(span.mentions()));
    phase(
        words.say("mentions in an hour, mean", "mentions par heure, moyenne"),
        spans,
        span -> words.amount(span.perHour()));
    phase(
        words.say("negative share of scored mentions", "part négative des mentions évaluées"),
        spans,
        span -> words.percent(span.negativeShare()));
    phase(
        words.say("net sentiment (NSS, −1 to 1)", "sentiment net (NSS, −1 à 1)"),
        spans,
        span -> words.balance(span.netSentiment()));
    if (spans.stream().anyMatch(span -> span.interactions() > 0)) {
      phase(
          words.say("interactions per mention", "interactions par mention"),
          spans,
          span ->
              words.amount(
                  span.mentions() == 0 ? null : span.interactions() / (double) span.mentions()));
    }
    if (spans.stream().anyMatch(span -> span.peakReach() > 0)) {
      phase(
          words.say("highest reach in 15 minutes", "portée la plus forte en 15 minutes"),
          spans,
          span -> words.count(span.peakReach()));
    }
    if (spans.stream().anyMatch(span -> span.followersFrom() != null)) {
      phase(
          words.say("change of followers", "variation des abonnés"), spans, ReportPage::followers);
    }
    html.append("</table>\n");
    note(
        words.say(
            "Before and after: a week each, as far as it is on record, in whole quarters of an hour. NSS = (positive − negative) / (positive + negative + neutral), by the model’s labels.",
            "Avant et après : une semaine chacun, dans la limite de ce qui est enregistré, par quarts d’heure entiers. NSS = (positives − négatives) / (positives + négatives + neutres), selon les étiquettes du modèle."));
  }

  private static String followers(Span span) {
    return span.followersFrom() == null || span.followersTo() == null
        ? "–"
        : String.format(java.util.Locale.ROOT, "%+d", span.followersTo() - span.followersFrom());
  }

  private void phase(String name, List<Span> spans, Function<Span, String> value) {
    html.append("<tr>");
    cell(name);
    spans.forEach(span -> number(value.apply(span)));
    html.append("</tr>\n");
  }

  private void effects() {
    List<Effect> effects = review.effects();
    if (effects.isEmpty()) {
      return;
    }
    heading("After each action", "Après chaque action");
    warning(
        words.say(
            "What comes after an action is not thereby its effect: crises also ebb by themselves, and other things happen meanwhile. Read this as a question for the debriefing, not as proof.",
            "Ce qui suit une action n’en est pas pour autant l’effet : une crise reflue aussi d’elle-même, et d’autres choses se passent entre-temps. À lire comme une question pour le débriefing, non comme une preuve."));
    html.append("<table class=\"effects\"><tr><th>")
        .append(words.say("action", "action"))
        .append("</th>");
    for (String name :
        List.of(
            words.say("mentions 2nd hour before", "mentions 2ᵉ heure avant"),
            words.say("hour before", "heure avant"),
            words.say("hour after", "heure après"),
            words.say("NSS before", "NSS avant"),
            words.say("NSS after", "NSS après"))) {
      html.append("<th class=\"n\">").append(name).append("</th>");
    }
    html.append("<th>")
        .append(words.say("to bear in mind", "à garder en tête"))
        .append("</th></tr>\n");
    effects.forEach(this::effect);
    html.append("</table>\n");
  }

  private void effect(Effect effect) {
    html.append("<tr><td>(").append(effect.number()).append(") ");
    text(words.brief(effect.at()));
    for (Action action : effect.actions()) {
      html.append("<br>");
      text(action.what() == null ? shortDeed(action) : action.what());
    }
    html.append("</td>");
    number(words.count(effect.earlier().mentions()));
    number(words.count(effect.before().mentions()));
    number(effect.known() ? words.count(effect.after().mentions()) : "–");
    number(words.balance(effect.before().netSentiment()));
    number(effect.known() ? words.balance(effect.after().netSentiment()) : "–");
    cell(String.join(" ", cautions(effect)));
    html.append("</tr>\n");
  }

  private String shortDeed(Action action) {
    String deed = deed(action, 0);
    return deed.substring(deed.indexOf(' ') + 1);
  }

  private List<String> cautions(Effect effect) {
    List<String> cautions = new ArrayList<>();
    if (!effect.known()) {
      cautions.add(words.say("The records end before.", "L’enregistrement s’arrête avant."));
    }
    if (effect.alreadyFalling()) {
      cautions.add(words.say("The volume was already falling.", "Le volume baissait déjà."));
    }
    if (effect.crowded()) {
      cautions.add(
          words.say(
              "Other actions within the hour: not to be told apart.",
              "D’autres actions dans l’heure : indissociables."));
    }
    if (effect.before().scored() < Review.ENOUGH
        || (effect.known() && effect.after().scored() < Review.ENOUGH)) {
      cautions.add(
          words.say(
              "Too few scored mentions to compare sentiment.",
              "Trop peu de mentions évaluées pour comparer le sentiment."));
    }
    return cautions;
  }

  private void content() {
    heading("What was said", "Ce qui s’est dit");
    emotions();
    Voices voices = review.worst().evidence().voices();
    if (voices != null && !voices.terms().isEmpty()) {
      html.append("<p>");
      text(
          words.say(
              "Words that stood out at the worst: ", "Mots caractéristiques au plus fort : "));
      text(String.join(", ", voices.terms().stream().map(Voices.Term::term).toList()) + ".");
      html.append("</p>\n");
    }
    String origin = origin();
    if (origin != null) {
      html.append("<p>");
      text(words.say("It was first seen on ", "Premières mentions vues sur ") + origin + ".");
      html.append("</p>\n");
    }
    List<Excerpt> quotes = review.worst().evidence().mentions();
    for (Excerpt quote : quotes.subList(0, Math.min(MAX_QUOTES, quotes.size()))) {
      html.append("<blockquote>").append(escaped(quote.text())).append("<br><span class=\"note\">");
      text(quote.platform() + ", " + words.brief(quote.createdAt()));
      if (quote.followers() > 0) {
        text(", " + words.count(quote.followers()) + words.say(" followers", " abonnés"));
      }
      html.append("</span></blockquote>\n");
    }
    if (!quotes.isEmpty()) {
      note(
          words.say(
              "The weightiest mentions at the worst moment, as found; authors are left out because reports are passed on.",
              "Les mentions qui pesaient le plus au pire moment, telles quelles ; les auteurs sont omis car un rapport circule."));
    }
  }

  private @Nullable String origin() {
    for (Incident revision : review.records().revisions()) {
      Voices voices = revision.evidence().voices();
      if (voices != null && voices.originPlatform() != null) {
        return voices.originPlatform();
      }
    }
    return null;
  }

  private void emotions() {
    List<Map<String, Double>> mixes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Voices first = firstVoices();
    Voices worst = review.worst().evidence().voices();
    if (first != null && !first.emotions().isEmpty()) {
      names.add(words.say("at the start", "au début"));
      mixes.add(first.emotions());
    }
    if (worst != null
        && !worst.emotions().isEmpty()
        && !worst.emotions().equals(first == null ? null : first.emotions())) {
      names.add(words.say("at the worst", "au plus fort"));
      mixes.add(worst.emotions());
    }
    if (mixes.isEmpty()) {
      return;
    }
    TreeSet<String> emotions = new TreeSet<>();
    mixes.forEach(mix -> emotions.addAll(mix.keySet()));
    html.append("<table><tr><th>").append(words.say("emotion", "émotion")).append("</th>");
    names.forEach(name -> html.append("<th>").append(name).append("</th>"));
    html.append("</tr>\n");
    for (String emotion : emotions) {
      html.append("<tr>");
      cell(words.word(emotion));
      for (Map<String, Double> mix : mixes) {
        double share = mix.getOrDefault(emotion, 0.0);
        html.append("<td><span class=\"bar\" style=\"width:")
            .append(Math.round(Math.max(0, Math.min(1, share)) * 200))
            .append("px\"></span> ");
        text(words.percent(share));
        html.append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private @Nullable Voices firstVoices() {
    return review.records().revisions().stream()
        .map(revision -> revision.evidence().voices())
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private void residual() {
    heading("What stays", "Ce qui reste");
    Double residual = review.residual();
    Span before = review.before();
    Span after = review.after();
    html.append("<p>");
    if (residual == null) {
      text(
          words.say(
              "Residual reputation cannot be told: it needs at least "
                  + Review.ENOUGH
                  + " scored mentions before and after ("
                  + words.count(before.scored())
                  + " and "
                  + words.count(after.scored())
                  + " are on record). Run the report again a week after the end.",
              "La réputation résiduelle ne peut être donnée : il faut au moins "
                  + Review.ENOUGH
                  + " mentions évaluées avant et après ("
                  + words.count(before.scored())
                  + " et "
                  + words.count(after.scored())
                  + " enregistrées). Relancer le rapport une semaine après la fin."));
    } else {
      text(
          words.say("Residual net sentiment: ", "Sentiment net résiduel : ")
              + words.balance(residual)
              + " ("
              + words.balance(before.netSentiment())
              + " → "
              + words.balance(after.netSentiment())
              + ")");
      text(
          words.say(
              ", from "
                  + words.amount(before.hours())
                  + " h before and "
                  + words.amount(after.hours())
                  + " h after (a full week is 168 h).",
              ", sur "
                  + words.amount(before.hours())
                  + " h avant et "
                  + words.amount(after.hours())
                  + " h après (une semaine entière : 168 h)."));
    }
    html.append("</p>\n");
  }

  private void playbook() {
    SuggestedPlaybook playbook = review.playbook();
    heading("Playbook and tasks", "Plan de réponse et tâches");
    if (playbook == null) {
      note(words.say("No playbook was suggested.", "Aucun plan n’a été suggéré."));
      return;
    }
    html.append("<p><b>")
        .append(escaped(playbook.id()))
        .append("</b> v")
        .append(playbook.version());
    html.append(". <span class=\"note\">").append(escaped(playbook.why())).append("</span><br>");
    text(
        words.say("Type of crisis suggested (SCCT): ", "Type de crise suggéré (SCCT) : ")
            + (playbook.crisisType() == null
                ? words.say("to be assessed", "à évaluer")
                : words.word(playbook.crisisType()))
            + words.say("; strategy: ", " ; stratégie : ")
            + String.join(", ", playbook.strategy().stream().map(words::word).toList())
            + ".");
    html.append("</p>\n<table><tr><th>");
    html.append(words.say("suggested task", "tâche suggérée")).append("</th><th>");
    html.append(words.say("role", "rôle")).append("</th><th>");
    html.append(words.say("due", "échéance")).append("</th><th>");
    html.append(words.say("told to be done", "signalée faite")).append("</th></tr>\n");
    for (TaskState task : review.tasks()) {
      html.append("<tr>");
      cell(task.task().task());
      cell(task.task().role());
      time(task.task().dueAt());
      cell(done(task));
      html.append("</tr>\n");
    }
    html.append("</table>\n");
    note(
        words.say(
            "The tasks that alerts named; “–” means not told. A task told by another name stands in the timeline only.",
            "Les tâches nommées par les alertes ; « – » signifie non signalée. Une tâche signalée sous un autre nom figure seulement dans la chronologie."));
    if (!playbook.warnings().isEmpty()) {
      html.append("<p>")
          .append(words.say("Its warnings:", "Ses mises en garde :"))
          .append("</p><ul>\n");
      for (String warning : playbook.warnings()) {
        html.append("<li>").append(escaped(warning)).append("</li>\n");
      }
      html.append("</ul>\n");
    }
  }

  private String done(TaskState task) {
    Instant at = task.doneAt();
    if (at == null) {
      return "–";
    }
    return words.brief(at)
        + (at.isAfter(task.task().dueAt())
            ? words.say(", late", ", en retard")
            : words.say(", in time", ", à temps"));
  }

  private void lessons() {
    heading("Lessons, for the debriefing to fill in", "Enseignements, à compléter au débriefing");
    for (String question :
        List.of(
            words.say(
                "What really happened, and why?", "Que s’est-il réellement passé, et pourquoi ?"),
            words.say(
                "Could we have known earlier? Where?", "Pouvions-nous le savoir plus tôt ? Où ?"),
            words.say(
                "What went well and should be kept?",
                "Qu’est-ce qui a bien marché et doit être gardé ?"),
            words.say(
                "What was missing: people, facts, words, approvals?",
                "Qu’a-t-il manqué : personnes, faits, mots, validations ?"),
            words.say(
                "What changes in the playbook, by whom, by when?",
                "Que change-t-on dans le plan, qui, pour quand ?"))) {
      html.append("<div class=\"card\">").append(escaped(question));
      html.append("<div class=\"blank\"></div><div class=\"blank\"></div></div>\n");
    }
  }

  private void foot() {
    Incident last = review.last();
    html.append("<p class=\"note\">");
    text(
        words.say(
            "Made by Vigie from its records (revision "
                + last.revision()
                + "). Labels come from a model and are sometimes wrong; counts are of the mentions that were collected, not of all that were written.",
            "Établi par Vigie d’après ses enregistrements (révision "
                + last.revision()
                + "). Les étiquettes viennent d’un modèle et sont parfois fausses ; les comptes portent sur les mentions collectées, non sur tout ce qui a été écrit."));
    html.append("</p>\n");
  }

  private void heading(String english, String french) {
    html.append("<h2>").append(escaped(words.say(english, french))).append("</h2>\n");
  }

  private void text(String plain) {
    html.append(escaped(plain));
  }

  private void note(String plain) {
    html.append("<p class=\"note\">").append(escaped(plain)).append("</p>\n");
  }

  private void warning(String plain) {
    html.append("<p class=\"warn\">").append(escaped(plain)).append("</p>\n");
  }

  private void card(String value, String name) {
    html.append("<div class=\"card\"><b>").append(escaped(value)).append("</b><span>");
    html.append(escaped(name)).append("</span></div>");
  }

  private String badge(Level level) {
    return "<span class=\"badge\" style=\"background:"
        + LevelColour.of(level)
        + "\">"
        + escaped(words.level(level))
        + "</span>";
  }

  private void cell(String plain) {
    html.append("<td>").append(escaped(plain)).append("</td>");
  }

  private void number(String plain) {
    html.append("<td class=\"n\">").append(escaped(plain)).append("</td>");
  }

  private void time(Instant at) {
    html.append("<td class=\"t\">").append(escaped(words.brief(at))).append("</td>");
  }
}
