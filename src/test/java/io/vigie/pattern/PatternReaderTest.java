package io.vigie.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vigie.mention.WatchedBrand;
import io.vigie.signal.SignalRule;
import io.vigie.signal.SignalRule.Comparison;
import io.vigie.signal.SignalRule.Condition;
import io.vigie.signal.SignalRule.Part;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PatternReaderTest {

  /** A right file; each case below breaks one line of it. */
  private static final String RIGHT =
      """
      signals:
        - name: spike
          when:
            - {indicator: volume, value: ">= 20", surprise: ">= 6"}
          for: 3m
          ends:
            when: {indicator: volume, surprise: "< 3"}
            after: 1h
          holdsEvery: 10m
        - name: anger
          when: {indicator: negative-share, excess: "> 0.1"}
      ---
      pattern: pile-on
      version: 2
      status: stable
      description: A spike turned negative.
      sequence:
        - signal: spike
        - {signal: anger, after: next, times: 2}
      within: 30m
      cooldown: 2h
      severity: {atLeast: incident}
      labels: {team: care}
      falsePositives: [a match night]
      gaps: [small brands]
      runbook: p.yaml
      """;

  @TempDir Path directory;

  @Test
  void readsEverything() throws IOException {
    Problems problems = new Problems();
    PatternSet set = PatternReader.read(file(RIGHT), problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(set.ruleList())
        .containsExactly(
            new SignalRule(
                "spike",
                List.of(
                    new Condition("volume", Part.VALUE, Comparison.AT_LEAST, 20),
                    new Condition("volume", Part.SURPRISE, Comparison.AT_LEAST, 6)),
                180_000,
                List.of(new Condition("volume", Part.SURPRISE, Comparison.BELOW, 3)),
                3_600_000,
                600_000),
            new SignalRule(
                "anger",
                List.of(new Condition("negative-share", Part.EXCESS, Comparison.ABOVE, 0.1)),
                0,
                List.of(),
                0,
                300_000));
    PatternSpec pattern = set.patterns().get(0);
    assertThat(pattern.id()).isEqualTo("pile-on");
    assertThat(pattern.version()).isEqualTo(2);
    assertThat(pattern.status()).isEqualTo(PatternSpec.Status.STABLE);
    assertThat(pattern.sequence())
        .containsExactly(
            new SequenceStep("spike", SequenceStep.After.FOLLOWED_BY, 1),
            new SequenceStep("anger", SequenceStep.After.NEXT, 2));
    assertThat(pattern.within()).isEqualTo(Duration.ofMinutes(30));
    assertThat(pattern.cooldown()).isEqualTo(Duration.ofHours(2));
    assertThat(pattern.severityAtLeast()).isEqualTo(PatternSpec.LevelLimit.INCIDENT);
    assertThat(pattern.labels()).containsEntry("team", "care");
    assertThat(pattern.line()).isEqualTo(13);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken("within: 30m\n", "", 13, "'within' is missing: every pattern needs a time"),
        broken("within: 30m", "within: 0m", 20, "'within' should be more than 0 and at most 7d"),
        broken("within: 30m", "within: 8d", 20, "'within' should be more than 0 and at most 7d"),
        broken("within: 30m", "within: soon", 20, "'within' should be a time span such as"),
        broken("within: 30m", "within: 5m", 19, "2 times 'anger' at one every 5m takes 5m"),
        broken("within:", "whithin:", 20, "unknown key 'whithin' (did you mean 'within'?)"),
        broken("version: 2\n", "", 13, "'version' is missing"),
        broken("version: 2", "version: two", 14, "'version' should be a whole number from 1"),
        broken("status: stable", "status: done", 15, "should be one of experimental, stable"),
        broken("pattern: pile-on", "pattern: Pile On", 13, "lower-case letters and digits"),
        broken(
            "signal: spike", "signal: spke", 18, "unknown signal 'spke' (did you mean 'spike'?)"),
        broken(
            "- signal: spike", "- {signal: spike, after: next}", 18, "no place in the first step"),
        broken("times: 2", "times: 0", 19, "'times' should be a whole number from 1 to 100"),
        broken("times: 2", "times: 2..3", 19, "from 1 to 100, or {min: 2, max: 5}"),
        broken("after: next", "after: soon", 19, "should be one of followed-by, next"),
        broken(
            "sequence:\n  - signal: spike\n  - {signal: anger, after: next, times: 2}",
            "sequence: []",
            17,
            "'sequence' should be a list of at least one step"),
        broken("cooldown: 2h", "cooldown: 0s", 21, "'cooldown' should be from 1m to 7d"),
        broken("atLeast: incident", "atLeast: crisis", 22, "should be one of watch, incident"),
        broken("falsePositives: [a match night]\n", "", 13, "'falsePositives' is missing"),
        broken("runbook: p.yaml", "runbook: no.md", 26, "runbook 'no.md' does not exist"),
        broken("runbook: p.yaml\n", "", 13, "'runbook' is missing"),
        broken("description: A spike turned negative.", "description: ''", 16, "should be a text"),
        broken("name: anger", "name: spike", 10, "signal 'spike' is already defined at"),
        broken("name: anger", "name: angers", 10, "signal 'angers' is used by no pattern"),
        broken(
            "indicator: negative-share",
            "indicator: negativ-share",
            11,
            "did you mean 'negative-share'?"),
        broken("value: \">= 20\"", "value: \"=> 20\"", 4, "should be a comparison with a number"),
        broken("value: \">= 20\"", "value: \">= many\"", 4, "should be a comparison with a number"),
        broken("excess: \"> 0.1\"", "exces: \"> 0.1\"", 11, "unknown key 'exces'"),
        broken("excess: \"> 0.1\"", "value: \"> 1\"", 11, "negative-share value > 1 is never true"),
        broken(
            "surprise: \">= 6\"}",
            "surprise: \">= 6\"}\n      - {indicator: volume, surprise: \"< 6\"}",
            5,
            "volume surprise < 6 contradicts a condition before it"),
        broken("for: 3m", "for: 3 minutes", 5, "'for' should be a time span"),
        broken("for: 3m", "for: 8d", 5, "'for' should be at most 7d"),
        broken("surprise: \"< 3\"", "surprise: \"< 7\"", 7, "can be true and ending at once"),
        broken("surprise: \"< 3\"", "surprise: \"< 0\"", 7, "volume surprise < 0 is never true"),
        broken("holdsEvery: 10m", "holdsEvery: 1s", 9, "should be 'never' or a time span from 1m"),
        broken("signals:", "signal:", 1, "should begin with 'signals:' or with 'pattern: NAME'"),
        broken("for: 3m", "for: &a 3m", 5, "anchors and aliases"),
        broken("for: 3m", "for: !!java.io.File 3m", 5, "tags such as"),
        broken("for: 3m", "for: !include 3m", 5, "tags such as !include are not allowed"),
        broken("labels: {team: care}", "labels: !!set {team}", 23, "tags such as"),
        broken("labels: {team: care}", "labels: [care]", 23, "a mapping of words to words"),
        broken("- signal: spike", "- sginal: spike", 18, "unknown key 'sginal' (did you mean"),
        broken("- signal: spike", "- {}", 18, "a step should have one of 'signal: NAME'"),
        broken("- signal: spike", "- {signal: spike, not: anger}", 18, "not signal and not"),
        broken("- signal: spike", "- not: spike", 18, "a sequence cannot begin with 'not'"),
        broken("- signal: spike", "- signal: [spike, anger]", 18, "write anyOf: for several"),
        broken("- signal: spike", "- anyOf: [spike, angr]", 18, "(did you mean 'anger'?)"),
        broken("- signal: spike", "- {signal: spike, phase: fired}", 18, "told, fires, ends"),
        broken(
            "  - {signal: anger, after: next, times: 2}",
            "  - not: anger\n  - not: spike",
            20,
            "two steps 'not' in a row; write one, not: [NAME, NAME]"),
        broken(
            "  - {signal: anger, after: next, times: 2}",
            "  - not: anger\n  - {signal: spike, after: next}",
            20,
            "'after: next' has no sense behind a step 'not'"),
        broken(
            "  - {signal: anger, after: next, times: 2}",
            "  - not: [anger, spike]\n  - signal: anger",
            20,
            "never matches: the step before says that just this signal must not be told"),
        broken(
            "{signal: anger, after: next, times: 2}",
            "{not: anger, after: next, times: 2}",
            19,
            "'times' has no place in a step 'not'"),
        broken("times: 2", "times: {min: 3, max: 2}", 19, "'min' should not be above 'max'"),
        broken("times: 2", "times: {least: 3}", 19, "unknown key 'least'; known are min, max"),
        broken("times: 2", "times: {min: 7}", 19, "7 times 'anger' at one every 5m takes 30m"),
        broken("cooldown: 2h", "afterMatch: no-skip", 21, "one of skip-past-last, skip-to-next"),
        broken("cooldown: 2h", "plannedEvents: off", 21, "one of suppress, watch, ignore"),
        broken("cooldown: 2h", "opens: no thanks", 21, "'opens' should be true or false"),
        broken("cooldown: 2h", "opens: false", 22, "no effect with opens: false"),
        broken("{atLeast: incident}", "{}", 22, "'severity' says nothing; write atLeast: or"),
        broken("{atLeast: incident}", "{atMost: watch, atLeast: incident}", 22, "not be above"),
        broken("status: stable", "status: experimental", 22, "stays at level watch; write status"),
        broken("holdsEvery: 10m", "overrides: {brands: [x]}", 9, "'overrides' should be a list of"),
        broken("holdsEvery: 10m", "overrides: [{for: 5m}]", 9, "for which 'brands' or"),
        broken("holdsEvery: 10m", "overrides: [{brands: x}]", 9, "another 'when', 'for' or 'ends'"),
        broken(
            "holdsEvery: 10m",
            "overrides: [{brands: x, for: 5m}, {brands: x, for: 6m}]",
            9,
            "brand 'x' has an override of this signal already"),
        broken(
            "holdsEvery: 10m",
            "overrides: [{brands: x, when: {indicator: volume, surprise: '>= 2'}}]",
            9,
            "can be true and ending at once"),
        broken("value: \">= 20\"", "platform: Twitter!", 4, "'platform' should be a platform as"),
        broken(
            "indicator: negative-share",
            "platform: twitter, indicator: velocity",
            11,
            "there is no 'velocity' of one platform; there are volume, negative-share"),
        broken("value: \">= 20\"", "value: \">= 10%\"", 4, "shares are from 0 to 1, with a point"),
        broken("gaps: [small brands]", "gaps: \"small brands", 27, "that begins in line 25"),
        broken("gaps: [small brands]", "gaps: [small brands", 26, "is not valid YAML"));
  }

  private static Arguments broken(String right, String wrong, int line, String message) {
    return arguments(right, wrong, line, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("broken")
  void saysWhereAndWhatIsWrong(String right, String wrong, int line, String message)
      throws IOException {
    assertThat(RIGHT).contains(right);
    Problems problems = new Problems();
    Path file = file(RIGHT.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
    PatternReader.read(directory, problems);
    assertThat(problems.sorted())
        .as(problems.sorted().toString())
        .anySatisfy(
            problem -> {
              assertThat(problem.file()).isEqualTo(file.toString());
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.message()).contains(message);
            });
  }

  /** What is meant to break the reader is told like any other mistake, and quickly. */
  @Test
  void hostileFilesAreToldAndDoNoHarm() throws IOException {
    String bomb =
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
            + "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
            + "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
            + "e: [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n";
    List<String> hostile =
        List.of(
            bomb,
            "signals: " + "[".repeat(40) + "]".repeat(40) + "\n",
            "signals: " + "[".repeat(100_000) + "\n",
            "signals: " + "{a: ".repeat(5_000) + "1" + "}".repeat(5_000) + "\n",
            "signals: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader []]\n",
            "? [a, b]\n: pattern\n",
            "pattern: a\npattern: b\n",
            "pattern: \u0000\n",
            "signals:\n  - name: " + "a".repeat(1_000_000) + "\n",
            "x".repeat(5 * 1024 * 1024),
            "--- ".repeat(3) + "\n%YAML 9.9\n---\nsignals: 1\n");
    for (String text : hostile) {
      Problems problems = new Problems();
      PatternReader.read(file(text), problems);
      String beginning = text.substring(0, Math.min(60, text.length()));
      assertThat(problems.none()).as(beginning).isFalse();
      assertThat(problems.sorted().get(0).file()).as(beginning).endsWith("p.yaml");
      assertThat(problems.sorted().get(0).message()).as(beginning).isNotBlank();
    }
  }

  @Test
  void readsTheWholeLanguage() throws IOException {
    Problems problems = new Problems();
    String text =
        RIGHT
            .replace("holdsEvery: 10m", "overrides: [{brands: [Telmora], for: 9m}]")
            .replace("indicator: negative-share,", "indicator: negative-share, platform: twitter,")
            .replace(
                "  - {signal: anger, after: next, times: 2}",
                "  - {anyOf: [anger, spike], phase: ends, times: {min: 2}}\n"
                    + "  - not: [spike, anger]")
            .replace(
                "severity: {atLeast: incident}",
                "severity: {atMost: incident}\nafterMatch: skip-to-next\nplannedEvents: suppress");
    PatternSet set = PatternReader.read(file(text), problems);
    assertThat(problems.sorted()).isEmpty();
    PatternSpec pattern = set.patterns().get(0);
    assertThat(pattern.sequence().get(1))
        .isEqualTo(
            new SequenceStep(
                List.of("anger", "spike"),
                SequenceStep.Phase.ENDS,
                SequenceStep.After.FOLLOWED_BY,
                2,
                100,
                false));
    assertThat(pattern.sequence().get(2)).isEqualTo(SequenceStep.absent("spike", "anger"));
    assertThat(pattern.endsInAbsence()).isTrue();
    assertThat(pattern.afterMatch()).isEqualTo(PatternSpec.AfterMatch.SKIP_TO_NEXT);
    assertThat(pattern.plannedEvents()).isEqualTo(PlannedEventBehaviour.SUPPRESS);
    assertThat(pattern.ceiling()).isEqualTo(PatternSpec.LevelLimit.INCIDENT);
    assertThat(pattern.opens()).isTrue();
    assertThat(set.platforms()).containsExactly("twitter");
    SignalRule spike = set.ruleList().get(0);
    assertThat(spike.of("Telmora").forMillis()).isEqualTo(540_000);
    assertThat(spike.of("Telmora").endsWhen()).isEqualTo(spike.endsWhen());
    assertThat(spike.of("Other")).isSameAs(spike);
  }

  @Test
  void anOverrideOfACompetitorSetIsThatOfItsBrandsUnlessOneNamesThem() throws IOException {
    Problems problems = new Problems();
    String text =
        RIGHT.replace(
            "holdsEvery: 10m",
            "overrides: [{competitorSets: telecom, for: 9m}, {brands: [Telmora, Nobdy], for: 1m}]");
    PatternSet set = PatternReader.read(file(text), problems);
    List<WatchedBrand> watched =
        List.of(brand("Telmora", "telecom"), brand("Nobody", "telecom"), brand("Lumea", "lamps"));
    SignalRule spike = set.ruleList(watched).get(0);
    assertThat(spike.of("Telmora").forMillis()).isEqualTo(60_000);
    assertThat(spike.of("Nobody").forMillis()).isEqualTo(540_000);
    assertThat(spike.of("Lumea").forMillis()).isEqualTo(180_000);
    assertThat(set.unknownBrands(watched))
        .singleElement()
        .asString()
        .contains("p.yaml:9")
        .contains("no brand 'Nobdy' (did you mean 'Nobody'?)");
  }

  private static WatchedBrand brand(String name, String competitorSet) {
    return new WatchedBrand(
        name,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        competitorSet,
        List.of(),
        List.of());
  }

  @Test
  void tellsTheProblemsOfAllFilesAtOnce() throws IOException {
    file(RIGHT);
    Path other = directory.resolve("q.yaml");
    Files.writeString(other, "pattern: pile-on\nversion: 0\nunknown: 1\n");
    Problems problems = new Problems();
    PatternReader.read(directory, problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .contains(
            other
                + ":1: pattern 'pile-on' is already defined at "
                + directory.resolve("p.yaml")
                + ":13",
            other + ":1: 'description' is missing",
            other + ":1: 'sequence' is missing",
            other + ":2: 'version' should be a whole number from 1 to 2147483647")
        .anyMatch(text -> text.startsWith(other + ":3: unknown key 'unknown'"));
  }

  @Test
  void anEmptyDirectoryAndNoneAreProblems() {
    Problems problems = new Problems();
    PatternReader.read(directory, problems);
    PatternReader.read(directory.resolve("none"), problems);
    assertThat(problems.sorted())
        .extracting(Problem::message)
        .containsExactly("holds no pattern in a .yaml file", "is not a directory of patterns");
  }

  @Test
  void holdsEveryMayBeNever() throws IOException {
    Problems problems = new Problems();
    PatternSet set =
        PatternReader.read(file(RIGHT.replace("holdsEvery: 10m", "holdsEvery: never")), problems);
    assertThat(problems.none()).isTrue();
    assertThat(set.ruleList().get(0).holdsEveryMillis()).isZero();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("p.yaml"), text);
  }
}
