package io.vigie.incident;

import static io.vigie.incident.ControlReaderTest.NOW;
import static io.vigie.incident.ControlReaderTest.acknowledge;
import static org.assertj.core.api.Assertions.assertThat;

import io.vigie.incident.ControlAdmission.Refusal;
import io.vigie.incident.ControlMessage.Type;
import io.vigie.mention.DeadLetterReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlAdmissionTest {

  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final ControlAdmission admission = new ControlAdmission(MAX_AGE);
  private final Map<String, Instant> known = new HashMap<>();
  private @Nullable Instant latest;

  private @Nullable DeadLetterReason admit(ControlMessage message) {
    Refusal refusal = admission.admit(message, known, latest);
    if (refusal != null) {
      return refusal.reason();
    }
    latest = ControlAdmission.latest(message, latest);
    return null;
  }

  @Test
  void aMessageIsLetInOnce() {
    assertThat(admit(acknowledge("a", NOW))).isNull();
    assertThat(admit(acknowledge("a", NOW))).isEqualTo(DeadLetterReason.REPLAYED);
    assertThat(admit(acknowledge("b", NOW.minusSeconds(600)))).isNull();
    assertThat(admit(acknowledge("c", NOW.minusSeconds(601)))).isEqualTo(DeadLetterReason.STALE);
  }

  /** Whatever a sender repeats, and whenever: nothing that was signed once is let in twice. */
  @Property(tries = 500)
  void nothingIsEverLetInTwice(
      @ForAll @Size(max = 60) List<@IntRange(max = 40_000) Integer> minutes,
      @ForAll @Size(max = 200) List<@IntRange(max = 59) Integer> replays) {
    List<String> letIn = new ArrayList<>();
    for (int i = 0; i < minutes.size() + replays.size(); i++) {
      int which = i < minutes.size() ? i : replays.get(i - minutes.size());
      if (which < minutes.size()) {
        ControlMessage message =
            acknowledge("id-" + which, NOW.plusSeconds(60L * minutes.get(which)));
        if (admit(message) == null) {
          letIn.add(message.id());
        }
      }
    }
    assertThat(letIn).doesNotHaveDuplicates();
  }

  @Test
  void whatIsInForceIsBoundedAndForgottenWhenItIsOver() {
    for (int i = 0; i < ControlAdmission.MAX_MESSAGES; i++) {
      known.put("old-" + i, NOW.plusSeconds(i));
    }
    assertThat(admit(acknowledge("a", NOW))).isEqualTo(DeadLetterReason.TOO_MANY);
    assertThat(admit(acknowledge("b", NOW.plusSeconds(100)))).isNull();
    assertThat(known).hasSize(ControlAdmission.MAX_MESSAGES - 100 + 1);
  }

  @Test
  void aSilenceIsRememberedUntilItIsOver() {
    Silence silence =
        new Silence("Telmora", null, NOW, NOW.plusSeconds(86_400), false, "maintenance");
    admit(new ControlMessage("s", Type.SILENCE, NOW, NOW, "Ana", null, silence, null, null));
    assertThat(Objects.requireNonNull(known.get("s"))).isEqualTo(NOW.plusSeconds(2 * 86_400));
  }
}
