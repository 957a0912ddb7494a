package io.vigie.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.Scenario.Minute;
import io.vigie.scoring.Excerpt;
import io.vigie.signal.BrandStep;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** The state as Flink keeps it: without Kryo, bounded, and the same story after a restart. */
class IncidentStateTest {

  /** Fails if any part of the type would need a generic serializer. */
  private static <T> TypeSerializer<T> serializer(Class<T> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return TypeInformation.of(type).createSerializer(config);
  }

  private static <T> DataOutputSerializer write(TypeSerializer<T> serializer, T value)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    serializer.serialize(value, out);
    return out;
  }

  private static <T> T copy(TypeSerializer<T> serializer, T value) throws IOException {
    byte[] bytes = write(serializer, value).getCopyOfBuffer();
    return serializer.deserialize(new DataInputDeserializer(bytes));
  }

  @Test
  void noPartNeedsAGenericSerializer() throws IOException {
    Scenario scenario = new Scenario().minutes(5, Minute.storm());
    scenario.matches("pile-on", "volume-spike");
    TypeSerializer<IncidentUpdate> updates = serializer(IncidentUpdate.class);
    assertThat(copy(updates, scenario.updates.get(0))).isEqualTo(scenario.updates.get(0));
    assertThat(copy(serializer(IncidentState.class), new IncidentState()).forgettable()).isTrue();
  }

  @Test
  void aRestartAfterEveryMinuteChangesNothing() throws IOException {
    Scenario steady = new Scenario();
    Scenario restarted = new Scenario();
    TypeSerializer<IncidentState> serializer = serializer(IncidentState.class);
    for (int i = 0; i < 600; i++) {
      for (Scenario scenario : List.of(steady, restarted)) {
        scenario.minute((i > 20 && i < 220) || i > 400 ? Minute.storm() : Minute.quiet());
        if (i == 25 || i == 405) {
          scenario.matches("pile-on", "volume-spike", "negativity");
        } else if (i == 220) {
          scenario.ends("volume-spike").ends("negativity");
        }
      }
      IncidentState restored = copy(serializer, restarted.state);
      restarted.state.real = restored.real;
      restarted.state.exercise = restored.exercise;
    }
    assertThat(restarted.updates).isEqualTo(steady.updates);
    assertThat(steady.updates.size()).isGreaterThan(4);
  }

  @Test
  void theStateIsBoundedWhateverComes() throws IOException {
    Scenario scenario = new Scenario();
    TypeSerializer<IncidentState> serializer = serializer(IncidentState.class);
    int largest = 0;
    int early = 0;
    for (int i = 0; i < 900; i++) {
      for (boolean exercise : new boolean[] {true, false}) {
        scenario.exercise = exercise;
        scenario.step(worst(scenario, i));
        scenario.matches("pattern-" + i, "signal-" + i);
      }
      scenario.now = scenario.now.plus(Duration.ofMinutes(1));
      int size = write(serializer, scenario.state).length();
      largest = Math.max(largest, size);
      early = i == 300 ? largest : early;
    }
    assertThat(largest).isLessThan(200_000);
    assertThat(largest).isLessThan(early + early / 10);
    assertThat(scenario.last().patterns()).hasSize(IncidentState.MAX_PATTERNS);
    assertThat(scenario.last().evidence().mentionsByPlatform())
        .hasSize(IncidentState.MAX_PLATFORMS)
        .containsKey(IncidentState.OTHER_PLATFORMS);

    Scenario idle = new Scenario().hours(20, Minute.quiet());
    assertThat(write(serializer, idle.state).length()).isLessThan(20_000);
  }

  private static BrandStep worst(Scenario scenario, int i) {
    Map<String, Long> platforms = new HashMap<>();
    for (int p = 0; p < BrandStep.MAX_PLATFORMS; p++) {
      platforms.put("platform-number-" + (i * 7 + p), 1L);
    }
    List<Excerpt> excerpts = new ArrayList<>();
    for (int e = 0; e < BrandStep.MAX_EXCERPTS; e++) {
      String text = (i + " " + e + " ").repeat(Excerpt.MAX_TEXT).substring(0, Excerpt.MAX_TEXT);
      excerpts.add(
          Scenario.excerpt("id-" + i + "-" + e, "author-" + i, text, scenario.now, i % 50));
    }
    return new BrandStep(
        Minute.storm().at(scenario.now), scenario.now, excerpts, platforms, scenario.exercise);
  }
}
