package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CleanTextTest {

  @Property
  void aColumnTakesAnyText(@ForAll String text, @ForAll @IntRange(min = 1, max = 50) int longest) {
    String clean = CleanText.forColumn(text, longest);

    assertThat(clean).hasSizeLessThanOrEqualTo(longest).doesNotContain("\0");
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(clean)).isTrue();
  }

  @Test
  void aPairIsNeverCut() {
    assertThat(CleanText.forColumn("a\ud83d\ude00", 2)).isEqualTo("a");
    assertThat(CleanText.forColumn("a\ud83d\ude00", 3)).isEqualTo("a\ud83d\ude00");
  }

  @Test
  void onlyTrueEscapesOfNulLeaveTheJson() {
    assertThat(CleanText.forJsonb("{\"a\":\"x\\u0000\\u0000y\"}")).isEqualTo("{\"a\":\"xy\"}");
    // An escaped backslash followed by plain text stays.
    assertThat(CleanText.forJsonb("{\"a\":\"\\\\u0000\"}")).isEqualTo("{\"a\":\"\\\\u0000\"}");
    assertThat(CleanText.forJsonb("{\"a\":\"\\\\\\u0000\"}")).isEqualTo("{\"a\":\"\\\\\"}");
  }
}
