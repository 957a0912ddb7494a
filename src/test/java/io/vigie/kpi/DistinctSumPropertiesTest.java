package io.vigie.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DistinctSumPropertiesTest {

  record Seen(long author, long weight) {}

  @Property(tries = 500)
  void mergingIsTheSameAsAddingOneByOne(
      @ForAll("seen") List<Seen> some,
      @ForAll("seen") List<Seen> more,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @IntRange(min = 1, max = 40) int otherCapacity) {
    DistinctSum merged = sum(some, capacity);
    merged.merge(sum(more, otherCapacity));

    DistinctSum oneByOne = sum(some, Math.min(capacity, otherCapacity));
    more.forEach(seen -> oneByOne.add(seen.author(), seen.weight()));

    assertThat(merged.size).isEqualTo(oneByOne.size);
    assertThat(Arrays.copyOf(merged.hashes, merged.size))
        .isEqualTo(Arrays.copyOf(oneByOne.hashes, oneByOne.size));
    assertThat(Arrays.copyOf(merged.weights, merged.size))
        .isEqualTo(Arrays.copyOf(oneByOne.weights, oneByOne.size));
    assertThat(merged.threshold).isEqualTo(oneByOne.threshold);
    assertThat(merged.sum()).isEqualTo(oneByOne.sum());
  }

  private static DistinctSum sum(List<Seen> all, int capacity) {
    DistinctSum sum = new DistinctSum(capacity);
    all.forEach(seen -> sum.add(seen.author(), seen.weight()));
    return sum;
  }

  @Provide
  Arbitrary<List<Seen>> seen() {
    // few authors, so that the same ones come again; spread as real hashes are
    Arbitrary<Long> authors =
        Arbitraries.longs().between(1, 80).map(author -> author * 0x9E3779B97F4A7C15L);
    return Combinators.combine(authors, Arbitraries.longs().between(0, 10_000))
        .as(Seen::new)
        .list()
        .ofMaxSize(120);
  }
}
