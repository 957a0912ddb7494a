package io.vigie.mention;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchlistTest {

  private static final Watchlist WATCHLIST =
      new Watchlist(
          List.of(
              new WatchedBrand(
                  "Ondéa",
                  List.of("Ondéa", "box ondéa"),
                  List.of("OndeaDown"),
                  List.of("ondea_aide"),
                  List.of("Ondea SA"),
                  List.of("ondea"),
                  "telecom",
                  List.of("ondéa beach"),
                  List.of()),
              WatchedBrand.named("Aurora"),
              WatchedBrand.named("Aurora Bank")));

  @Test
  void aBrandIsCalledByItsNameKeywordsAndAliases() {
    WatchlistSettings settings =
        new WatchlistSettings(WATCHLIST.brands(), UnlistedBrands.ACCEPT, 0);
    assertThat(settings.names())
        .containsExactlyInAnyOrder("Ondéa", "box ondéa", "Ondea SA", "Aurora", "Aurora Bank");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ondéa",
        "merci l'Ondea !",
        "merci l’ONDÉA",
        "Ondea's support",
        "(ondea)",
        "#ondea en panne",
        "#OndeaDown",
        "dis @ondea_aide, alors ?",
        "hey @Ondea",
        "On\u200bdea",
        "Onde\u0301a",
        "Оndеа en panne", // Cyrillic О, е, а
        "Ｏｎｄｅａ",
        "𝐎𝐧𝐝𝐞𝐚 en panne",
        "我的Ondea坏了",
        "box\n  Ondéa",
        "😡Ondea😡",
        "https://ondea.example/panne"
      })
  void findsWholeWordsInAnySpelling(String text) {
    assertThat(WATCHLIST.find(text, null)).containsExactly("Ondéa");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ondeas",
        "secondea",
        "Ondea2",
        "ondea_fan",
        "#OndeaDownAgain",
        "@ondea_aides",
        "@my_ondea",
        "contact@ondea",
        "Ondéa, quelle surprise : Ondéa Beach est belle",
        "Ondeaя",
        "𐐀"
      })
  void findsNothingElse(String text) {
    assertThat(WATCHLIST.find(text, null)).isEmpty();
  }

  @Test
  void theLongerNameWins() {
    assertThat(WATCHLIST.find("Aurora Bank m'a volé", null)).containsExactly("Aurora Bank");
    assertThat(WATCHLIST.find("Aurora", null)).containsExactly("Aurora");
    assertThat(WATCHLIST.find("une aurorale", null)).isEmpty();
    assertThat(WATCHLIST.find("Aurora ou Aurora Bank, ou Ondea", null))
        .containsExactly("Ondéa", "Aurora", "Aurora Bank");
  }

  @Test
  void whatAnOfficialAccountPostsIsAboutItsBrand() {
    assertThat(WATCHLIST.find("Bonjour à tous", "@ONDEA")).containsExactly("Ondéa");
    assertThat(WATCHLIST.isOfficialAccount("ondea sa", "ondea")).isTrue();
    assertThat(WATCHLIST.isOfficialAccount("Aurora", "ondea")).isFalse();
    assertThat(WATCHLIST.isOfficialAccount("Ondéa", null)).isFalse();
  }

  @Test
  void knowsNamesAndAliasesInAnySpelling() {
    assertThat(WATCHLIST.listed("ONDEA  sa")).extracting(WatchedBrand::name).isEqualTo("Ondéa");
    assertThat(WATCHLIST.listed("Onde")).isNull();
  }

  @Test
  void theShippedWatchlistIsValid() {
    Problems problems = new Problems();
    WatchlistSettings settings =
        WatchlistSettings.read(Path.of("jobs/crisis-detection/brands.yaml"), problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(settings.brands()).hasSize(5);
    Watchlist shipped = new Watchlist(settings.brands());
    assertThat(shipped.find("Encore une panne chez telmora, comme @volterine", null))
        .containsExactly("Telmora", "Voltérine");
    assertThat(shipped.find("J'ai lu le roman Sorelune", null)).isEmpty();
  }

  @Test
  void tellsEveryProblemWithItsLine() {
    Problems problems = new Problems();
    String yaml =
        """
        unlistedBrands: maybe
        maxUnlistedBrands: -1
        brands:
          - name: Ondea
            keyword: [Ondea]
          - keywords: [Kyrial]
          - name: ondéa
            keywords: [x]
            hashtags: ["#kyrial"]
          - name: Lumio
            keywords: [Kyrial, Lumio]
            excludes: [lumio]
        """;
    WatchlistSettings.read(YamlFiles.parse("brands.yaml", yaml, problems).get(0), problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .satisfiesExactly(
            p -> assertThat(p).startsWith("brands.yaml:1:").contains("accept, refuse"),
            p -> assertThat(p).startsWith("brands.yaml:2:"),
            p -> assertThat(p).startsWith("brands.yaml:5:").contains("did you mean 'keywords'"),
            p -> assertThat(p).startsWith("brands.yaml:6:").contains("'name' is missing"),
            p -> assertThat(p).startsWith("brands.yaml:7:").contains("already belongs to 'Ondea'"),
            p -> assertThat(p).startsWith("brands.yaml:8:").contains("at least 2 letters"),
            p -> assertThat(p).startsWith("brands.yaml:10:").contains("never match"));
  }

  @Test
  void alarmWordsAreCheckedWhereTheyStand() {
    Problems problems = new Problems();
    String yaml =
        """
        brands:
          - name: Ondea
            alarmWords:
              - "derail*"
              - "ab*"
              - "de*rail"
        """;
    WatchlistSettings settings =
        WatchlistSettings.read(YamlFiles.parse("brands.yaml", yaml, problems).get(0), problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .satisfiesExactly(
            p -> assertThat(p).startsWith("brands.yaml:5:").contains("at least 4 letters"),
            p -> assertThat(p).startsWith("brands.yaml:6:").contains("'alarmWords'"));
    assertThat(settings.brands().get(0).alarmWords()).containsExactly("derail*");
  }
}
