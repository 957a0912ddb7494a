package io.vigie.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.mention.DeadLetterReason;
import io.vigie.mention.Intake;
import io.vigie.mention.IntakeSettings;
import io.vigie.mention.MentionParser;
import io.vigie.mention.Origin;
import io.vigie.mention.WatchlistSettings;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostileRecordsTest {

  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  private static final long COUNT = 50_000;

  @Test
  void everyRecordBecomesMentionsOrOneDeadLetterAndOrdinaryOnesAlwaysMentions() {
    MentionParser parser = new MentionParser(new IntakeSettings(WatchlistSettings.EMPTY));
    HostileRecords records = new HostileRecords(7, NOW, COUNT);
    Set<DeadLetterReason> reasons = EnumSet.noneOf(DeadLetterReason.class);
    long mentions = 0;
    for (long i = 0; i < COUNT; i++) {
      List<Intake> intakes = parser.parse(records.mention(i), new Origin("t", 0, i), NOW);
      assertThat(intakes).as("record " + i).isNotEmpty();
      for (Intake intake : intakes) {
        if (intake.deadLetter() != null) {
          assertThat(HostileRecords.isGood(i)).as("record " + i).isFalse();
          reasons.add(intake.deadLetter().reason());
        } else {
          mentions++;
        }
      }
    }
    assertThat(mentions).isGreaterThan(HostileRecords.good(COUNT));
    assertThat(reasons)
        .contains(
            DeadLetterReason.EMPTY,
            DeadLetterReason.OVERSIZED,
            DeadLetterReason.MALFORMED,
            DeadLetterReason.NOT_AN_OBJECT,
            DeadLetterReason.BAD_ENCODING,
            DeadLetterReason.MISSING_FIELD,
            DeadLetterReason.BAD_FIELD,
            DeadLetterReason.BAD_TIME,
            DeadLetterReason.FUTURE_TIME);
  }

  @Test
  void theSameSeedGivesTheSameRecords() {
    HostileRecords one = new HostileRecords(7, NOW, COUNT);
    HostileRecords other = new HostileRecords(7, NOW, COUNT);
    for (long i = 0; i < 1_000; i++) {
      assertThat(one.mention(i)).isEqualTo(other.mention(i));
      assertThat(one.control(i)).isEqualTo(other.control(i));
    }
  }
}
