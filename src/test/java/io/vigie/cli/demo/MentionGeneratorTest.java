package io.vigie.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vigie.cli.demo.MentionGenerator.Drawn;
import io.vigie.mention.Mention;
import io.vigie.mention.MentionJson;
import io.vigie.scoring.Sentiment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MentionGeneratorTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-03-03T11:00:00Z");
  private static final List<DemoBrand> BRANDS = DemoBrand.all();

  private final MentionGenerator generator = new MentionGenerator(7, BRANDS);

  private static List<Mention> some(MentionGenerator generator, Duration length) {
    return generator.stream(NOON, NOON.plus(length), List.of()).toList();
  }

  private static Instant hours(int n) {
    return NOON.plus(Duration.ofHours(n));
  }

  private static Instant minutes(int n) {
    return NOON.plus(Duration.ofMinutes(n));
  }

  private List<Drawn> ofBrand(Scenario scenario, Instant from, Instant to) {
    return generator
        .draw(from, to, List.of(scenario))
        .filter(drawn -> drawn.mention().brand().equals(scenario.brand()))
        .toList();
  }

  private static double share(List<Drawn> drawn, Sentiment sentiment) {
    return drawn.stream().filter(d -> d.remark().sentiment() == sentiment).count()
        / (double) drawn.size();
  }

  @Test
  void theSameSeedGivesTheSameMentionsAndAnotherSeedOthers() {
    List<Mention> mentions = some(generator, Duration.ofHours(2));

    assertThat(some(new MentionGenerator(7, BRANDS), Duration.ofHours(2))).isEqualTo(mentions);
    assertThat(some(new MentionGenerator(8, BRANDS), Duration.ofHours(2))).isNotEqualTo(mentions);
  }

  @Test
  void aStreamMayBeginAnywhere() {
    List<Scenario> scenarios =
        List.of(
            Scenario.crisis("Telmora", minutes(5), 1_500), Scenario.launch("Sorelune", NOON, 10));
    Instant middle = NOON.plusSeconds(40 * 60 + 17);
    List<Mention> whole = generator.stream(NOON, hours(2), scenarios).toList();

    List<Mention> first = generator.stream(NOON, middle, scenarios).toList();
    List<Mention> second = generator.stream(middle, hours(2), scenarios).toList();

    assertThat(first).isNotEmpty();
    assertThat(whole).hasSize(first.size() + second.size());
    assertThat(whole.subList(0, first.size())).isEqualTo(first);
    assertThat(whole.subList(first.size(), whole.size())).isEqualTo(second);
  }

  @Test
  void timesAreInOrderAndWithinTheSpanAndIdsAreUnique() {
    List<Scenario> scenarios =
        List.of(
            Scenario.crisis("Telmora", minutes(5), 1_500),
            Scenario.launch("Sorelune", NOON, 10),
            Scenario.bump("Aerolys", NOON, 3),
            Scenario.bump("Aerolys", minutes(10), 3));
    List<Mention> mentions = generator.stream(NOON, hours(3), scenarios).toList();

    assertThat(mentions)
        .isSortedAccordingTo(Comparator.comparing(Mention::createdAt).thenComparing(Mention::id));
    assertThat(mentions.get(0).createdAt()).isAfterOrEqualTo(NOON);
    assertThat(mentions.get(mentions.size() - 1).createdAt()).isBefore(hours(3));
    assertThat(mentions.stream().map(Mention::id).distinct().count()).isEqualTo(mentions.size());
  }

  @Test
  void aWeekHasTheMeanVolumeOfEachBrandAndNightsAreQuiet() {
    Map<String, Integer> counts = new HashMap<>();
    int[] byHour = new int[24];
    generator.stream(MONDAY, MONDAY.plus(Duration.ofDays(7)), List.of())
        .forEach(
            mention -> {
              counts.merge(mention.brand(), 1, Integer::sum);
              byHour[mention.createdAt().atZone(Rhythm.PARIS).getHour()]++;
            });

    for (DemoBrand brand : BRANDS) {
      assertThat(counts.getOrDefault(brand.name(), 0) / 168.0)
          .as(brand.name())
          .isCloseTo(brand.mentionsPerHour(), within(0.05 * brand.mentionsPerHour()));
    }
    assertThat(byHour[3] * 5).isLessThan(byHour[18]);
  }

  @Test
  void textsAndLanguagesAndPlatformsAndAuthorsVary() {
    List<Mention> mentions =
        generator.stream(MONDAY, MONDAY.plus(Duration.ofDays(2)), List.of()).toList();

    Set<String> texts = mentions.stream().map(Mention::text).collect(Collectors.toSet());
    assertThat(texts).hasSizeGreaterThan(mentions.size() / 2);
    assertThat(mentions.stream().map(Mention::platform).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "twitter", "facebook", "instagram", "reddit", "trustpilot", "press");
    double french =
        mentions.stream().filter(m -> "fr".equals(m.lang())).count() / (double) mentions.size();
    assertThat(french).isBetween(0.6, 0.9);
    long[] followers =
        mentions.stream().mapToLong(m -> m.author().followersOrZero()).sorted().toArray();
    assertThat(followers[followers.length / 2]).isBetween(30L, 1_000L);
    assertThat(followers[followers.length - 1]).isGreaterThan(50_000L);
    assertThat(mentions).allSatisfy(m -> assertThat(m.text()).doesNotContain("{").isNotBlank());
  }

  @Test
  void ordinaryDaysAreNeitherAngryNorHappy() {
    List<Drawn> day = generator.draw(MONDAY, MONDAY.plus(Duration.ofDays(1)), List.of()).toList();

    assertThat(share(day, Sentiment.NEGATIVE)).isBetween(0.15, 0.3);
    assertThat(share(day, Sentiment.POSITIVE)).isBetween(0.12, 0.25);
  }

  @Test
  void aRepostRepeatsAnEarlierMentionOfTheSameBrandAndPlatform() {
    Scenario crisis = Scenario.crisis("Telmora", NOON, 1_500);
    List<Drawn> drawn = generator.draw(minutes(-60), hours(2), List.of(crisis)).toList();
    Map<String, Mention> byId = new HashMap<>();
    int reposts = 0;
    for (Drawn d : drawn) {
      Mention mention = d.mention();
      byId.put(mention.id(), mention);
      String original = mention.repostOf();
      if (original != null && mention.createdAt().isAfter(minutes(-58))) {
        reposts++;
        assertThat(byId).containsKey(original);
        Mention repeated = Objects.requireNonNull(byId.get(original));
        assertThat(repeated.brand()).isEqualTo(mention.brand());
        assertThat(repeated.platform()).isEqualTo(mention.platform());
        assertThat(mention.text()).endsWith(repeated.text());
      }
    }
    assertThat(reposts).isGreaterThan(100);
  }

  @Test
  void aCrisisExplodesWithinTwentyMinutesAndIsAngryOnSeveralPlatformsAndInThePress() {
    Scenario crisis = Scenario.crisis("Telmora", NOON, 2_500);
    int usual = ofBrand(crisis, minutes(-60), NOON).size();

    List<Drawn> firstMinutes = ofBrand(crisis, NOON, minutes(5));
    List<Drawn> afterTwenty = ofBrand(crisis, minutes(20), minutes(40));
    List<Drawn> firstHour = ofBrand(crisis, NOON, minutes(60));

    assertThat(firstMinutes).anyMatch(d -> d.remark() == Remark.CRISIS_LEAD);
    assertThat(firstMinutes).noneMatch(d -> d.remark() == Remark.CRISIS_PRESS);
    assertThat(afterTwenty.size() * 3).isGreaterThan(usual * 4);
    assertThat(share(firstHour, Sentiment.NEGATIVE)).isGreaterThan(0.75);
    Map<String, Long> platforms =
        firstHour.stream()
            .collect(Collectors.groupingBy(d -> d.mention().platform(), Collectors.counting()));
    assertThat(platforms).containsKeys("twitter", "facebook", "reddit", "press");
    assertThat(new HashSet<>(platforms.values()).stream().filter(n -> n >= 20).count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void aLaunchIsLoudButNotAngry() {
    Scenario launch = Scenario.launch("Sorelune", NOON, 10);
    int usual = ofBrand(launch, minutes(-60), NOON).size();

    List<Drawn> hour = ofBrand(launch, minutes(15), minutes(75));

    assertThat(hour).hasSizeGreaterThan(5 * usual);
    assertThat(share(hour, Sentiment.NEGATIVE)).isLessThan(0.1);
    assertThat(share(hour, Sentiment.POSITIVE)).isGreaterThan(0.5);
  }

  @Test
  void aBumpIsMoreOfTheOrdinaryAndEnds() {
    Scenario bump = Scenario.bump("Aerolys", NOON, 3);
    List<Drawn> during = ofBrand(bump, minutes(20), minutes(80));
    List<Drawn> after = ofBrand(bump, minutes(140), minutes(200));

    assertThat(during).hasSizeGreaterThan(2 * after.size());
    assertThat(share(during, Sentiment.NEGATIVE)).isLessThan(0.35);
  }

  @Test
  void aScenarioOfAnUnknownBrandIsRefused() {
    assertThatThrownBy(
            () -> generator.stream(NOON, hours(1), List.of(Scenario.bump("Nobody", NOON, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Nobody");
  }

  @Test
  void everyMentionIsValidJsonOfTheContract() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (Mention mention : some(generator, Duration.ofHours(1))) {
      JsonNode json = mapper.readTree(MentionJson.write(mention));
      for (String field : List.of("id", "brand", "platform", "text", "createdAt")) {
        assertThat(json.path(field).asText()).as(field).isNotEmpty();
      }
      assertThat(Instant.parse(json.path("createdAt").asText())).isEqualTo(mention.createdAt());
    }
  }
}
