package io.vigie.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.kpi.KpiAccumulator;
import io.vigie.kpi.KpiSize;
import io.vigie.kpi.Mentions;
import io.vigie.kpi.ShareOfVoice;
import io.vigie.kpi.Tally;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The sizes that the state classes state, as Flink writes them, and that none needs Kryo. */
class StateSizeTest {

  @Test
  void theLoudestBrandStaysWithinItsBounds() throws IOException {
    IndicatorEngine engine = new IndicatorEngine(Map.of());
    BrandMinutes minutes = new BrandMinutes("Lumea", false);
    BrandHistory history = new BrandHistory();
    long last = 16L * 1440;
    KpiAccumulator day = new KpiAccumulator("Lumea", "all", KpiSize.DAY, last);
    for (long m = 0; m <= last; m++) {
      List<Tally> tallies = new ArrayList<>();
      int mentions = m > last - 61 ? 60 : 1;
      for (int p = 0; p < 12; p++) {
        tallies.add(tally("platform-" + p, m, mentions));
      }
      if (engine.needsHistory(minutes, m)) {
        engine.refresh(minutes, history, m, true);
      }
      engine.step(minutes, m, tallies);
      if (m > last - 61) {
        tallies.forEach(day::add);
      }
    }
    Tally loud = tally("twitter", last, 2000);
    ShareOfVoice voice = new ShareOfVoice("lamps");
    voice.update(day.close(null));
    voice.close();

    assertThat(size(history, BrandHistory.class)).isBetween(20_000, 40_000);
    assertThat(size(minutes, BrandMinutes.class)).isBetween(10_000, 45_000);
    assertThat(size(loud, Tally.class)).isBetween(5_000, 22_000);
    assertThat(size(day, KpiAccumulator.class)).isBetween(5_000, 13_000);
    assertThat(size(voice, ShareOfVoice.class)).isLessThan(800);
  }

  @Test
  void aQuietBrandIsSmall() throws IOException {
    IndicatorEngine engine = new IndicatorEngine(Map.of());
    BrandMinutes minutes = new BrandMinutes("Lumea", false);
    BrandHistory history = new BrandHistory();
    engine.refresh(minutes, history, 0, true);
    engine.step(minutes, 0, List.of(tally("twitter", 0, 1)));
    assertThat(size(minutes, BrandMinutes.class)).isLessThan(3_500);
    assertThat(size(history, BrandHistory.class)).isLessThan(400);
    assertThat(size(tally("twitter", 0, 1), Tally.class)).isLessThan(1_000);
  }

  private static Tally tally(String platform, long minute, int mentions) {
    Tally tally = new Tally("Lumea", platform, minute, false);
    Instant at = Instant.ofEpochSecond(minute * 60);
    for (int i = 0; i < mentions; i++) {
      String id = platform + minute + "-" + i;
      tally.add(Mentions.mention(id, at, id, 100L + i, 0.9f));
    }
    return tally;
  }

  /** Bytes in Flink's format; what comes back must be what went in. */
  private static <T> int size(T state, Class<T> type) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    TypeSerializer<T> serializer =
        TypeInformation.of(type).createSerializer(new SerializerConfigImpl(configuration));
    DataOutputSerializer out = new DataOutputSerializer(1024);
    serializer.serialize(state, out);
    T restored =
        serializer.deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
    assertThat(restored)
        .usingRecursiveComparison()
        .ignoringFields("knownContent", "knownHour", "heardTexts") // transient: found out again
        .isEqualTo(state);
    return out.length();
  }
}
