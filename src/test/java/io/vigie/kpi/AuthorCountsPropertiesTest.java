package io.vigie.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AuthorCountsPropertiesTest {

  @Property(tries = 500)
  void mergingIsTheSameAsAddingOneByOne(
      @ForAll("authors") List<Long> some,
      @ForAll("authors") List<Long> more,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @IntRange(min = 1, max = 40) int otherCapacity) {
    AuthorCounts merged = counts(some, capacity);
    merged.merge(counts(more, otherCapacity));

    AuthorCounts oneByOne = counts(some, Math.min(capacity, otherCapacity));
    more.forEach(oneByOne::add);

    assertThat(merged.mentions).isEqualTo(oneByOne.mentions);
    assertThat(merged.sampled).isEqualTo(oneByOne.sampled);
    assertThat(Arrays.copyOf(merged.hashes, merged.size))
        .isEqualTo(Arrays.copyOf(oneByOne.hashes, oneByOne.size));
    assertThat(Arrays.copyOf(merged.counts, merged.size))
        .isEqualTo(Arrays.copyOf(oneByOne.counts, oneByOne.size));
  }

  private static AuthorCounts counts(List<Long> all, int capacity) {
    AuthorCounts counts = new AuthorCounts(capacity);
    all.forEach(counts::add);
    return counts;
  }

  @Provide
  Arbitrary<List<Long>> authors() {
    // few authors, so that the same ones come again; spread as real hashes are
    return Arbitraries.longs()
        .between(1, 80)
        .map(author -> author * 0x9E3779B97F4A7C15L)
        .list()
        .ofMaxSize(120);
  }
}
