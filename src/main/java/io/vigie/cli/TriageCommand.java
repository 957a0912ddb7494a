package io.vigie.cli;

import io.vigie.connector.TriageJson;
import io.vigie.incident.Level;
import io.vigie.incident.PlainText;
import io.vigie.job.JobSettings;
import io.vigie.mention.Intake;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionParser;
import io.vigie.mention.Origin;
import io.vigie.response.DraftFacts;
import io.vigie.response.FaqMatch;
import io.vigie.response.Triage;
import io.vigie.response.TriageRules;
import io.vigie.scoring.ScoredMention;
import io.vigie.scoring.ScoredMentionJson;
import io.vigie.scoring.Scores;
import io.vigie.scoring.TextScorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./vigie triage}: what would be suggested for mentions if an incident were open. */
@Command(
    name = "triage",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what would be suggested for each mention if an incident of its brand were open: priority,",
      "handling, the rule of the moderation policy, the FAQ's answer, a draft. To try policy, FAQ and",
      "templates without a job; nothing is sent."
    },
    footer = {
      "",
      "Example:",
      "  ./vigie triage --mentions posts.jsonl --top 10",
      "",
      "Exit codes: 0 done, 1 a file or at least one line is at fault, 2 wrong usage."
    })
public final class TriageCommand implements Callable<Integer> {

  private static final int BATCH = 256;
  private static final int MAX_COLUMN = 100;
  private static final int MAX_PROBLEMS = 20;

  /** Whatever its date, an invented post may be tried. */
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  /** The most urgent first, in one order. */
  private static final Comparator<ScoredMention> ORDER =
      Comparator.comparingInt(TriageRules::priority)
          .reversed()
          .thenComparing(scored -> scored.mention().id())
          .thenComparing(scored -> scored.mention().brand());

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Input input;

  static final class Input {
    @Option(names = "--mentions", paramLabel = "FILE", description = ".jsonl or .jsonl.gz")
    @Nullable Path mentions;

    @Option(
        names = "--scored",
        paramLabel = "FILE",
        description = "scored-mentions.jsonl of a run: not scored again")
    @Nullable Path scored;
  }

  @Mixin private JobOptions job = new JobOptions();

  @Option(names = "--playbook", paramLabel = "NAME", description = "templates of this playbook")
  private @Nullable String playbook;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "show the N most urgent (default: ${DEFAULT-VALUE})")
  private int top = 20;

  @Option(names = "--json", description = "JSON lines as on the topic vigie.triage.v1")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private int problems;

  @Override
  public Integer call() throws IOException {
    JobSettings settings = job.read(List.of());
    if (settings.triage() == null) {
      throw new CommandFailedException("triage is switched off: triage.perMinute is 0");
    }
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top should be 1 or more");
    }
    List<ScoredMention> mostUrgent =
        input.scored != null
            ? readScored(input.scored)
            : readMentions(Objects.requireNonNull(input.mentions), settings);
    TriageRules rules = new TriageRules(settings.triage());
    for (ScoredMention scored : mostUrgent) {
      Triage triage = rules.decide(scored, facts(scored.mention()), playbook);
      if (json) {
        out().println(new String(TriageJson.toBytes(triage), StandardCharsets.UTF_8));
      } else {
        print(triage);
      }
    }
    out().flush();
    if (problems > 0) {
      spec.commandLine().getErr().println(problems + " line(s) could not be read");
      return 1;
    }
    return 0;
  }

  /** An incident that nobody knows more of than that the mention belongs to it. */
  private static DraftFacts facts(Mention mention) {
    return new DraftFacts(
        mention.brand(),
        "trial",
        Level.INCIDENT,
        mention.createdAt(),
        mention.createdAt(),
        mention.platform(),
        null,
        null,
        mention.exercise());
  }

  private void print(Triage triage) {
    out()
        .println(
            String.format(
                Locale.ROOT,
                "%3d  %-19s %s",
                triage.priority(),
                triage.handling().label(),
                PlainText.oneLine(triage.text(), MAX_COLUMN)));
    out()
        .println("       " + triage.brand() + ", " + triage.platform() + ", " + triage.mentionId());
    out().println("       why: " + String.join("; ", triage.why()));
    if (triage.reason() != null) {
      out().println("       rule " + triage.rule() + ": " + triage.reason());
    }
    FaqMatch faq = triage.faq();
    if (faq != null && faq.hasAnswer()) {
      out().println("       FAQ: " + faq.question() + " -> " + faq.answer());
    }
    if (triage.draft() != null) {
      out().println("       draft: " + triage.draft());
    }
    out().println();
  }

  private List<ScoredMention> readScored(Path file) throws IOException {
    List<ScoredMention> kept = new ArrayList<>();
    forEachLine(
        file,
        (line, number) -> {
          try {
            keep(ScoredMentionJson.read(line.getBytes(StandardCharsets.UTF_8)), kept);
          } catch (IOException e) {
            problem(file, number, String.valueOf(e.getMessage()));
          }
        });
    return cut(kept);
  }

  private List<ScoredMention> readMentions(Path file, JobSettings settings) throws IOException {
    List<ScoredMention> kept = new ArrayList<>();
    List<Mention> batch = new ArrayList<>();
    MentionParser parser = new MentionParser(settings.intake());
    try (TextScorer scorer = settings.detection().scorers().open()) {
      forEachLine(
          file,
          (line, number) -> {
            Origin origin = new Origin(file.toString(), 0, number);
            for (Intake intake :
                parser.parse(line.getBytes(StandardCharsets.UTF_8), origin, LATEST)) {
              if (intake.mention() != null) {
                batch.add(intake.mention());
              } else if (intake.deadLetter() != null) {
                problem(file, number, intake.deadLetter().detail());
              }
            }
            if (batch.size() >= BATCH) {
              score(batch, scorer, kept);
            }
          });
      score(batch, scorer, kept);
    }
    return cut(kept);
  }

  private void score(List<Mention> batch, TextScorer scorer, List<ScoredMention> kept) {
    List<Scores> scores =
        scorer.score(
            batch.stream()
                .map(mention -> new TextScorer.Input(mention.text(), mention.lang()))
                .toList());
    for (int i = 0; i < batch.size(); i++) {
      keep(new ScoredMention(batch.get(i), scores.get(i), scorer.modelId()), kept);
    }
    batch.clear();
  }

  private void keep(ScoredMention scored, List<ScoredMention> kept) {
    kept.add(scored);
    if (kept.size() >= 4 * (top + BATCH)) {
      cut(kept);
    }
  }

  private List<ScoredMention> cut(List<ScoredMention> kept) {
    kept.sort(ORDER);
    if (kept.size() > top) {
      kept.subList(top, kept.size()).clear();
    }
    return kept;
  }

  private void problem(Path file, long line, String what) {
    if (++problems <= MAX_PROBLEMS) {
      spec.commandLine().getErr().println(file + ":" + line + ": " + what);
    }
  }

  private interface Line {
    void read(String line, long number) throws IOException;
  }

  private static void forEachLine(Path file, Line each) throws IOException {
    InputStream plain = Files.newInputStream(file);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain,
                StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          each.read(line, number);
        }
      }
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
