package io.vigie.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedLinesTest {

  @Property(tries = 100)
  void sortingOnDiskGivesWhatSortingInMemoryGives(
      @ForAll @Size(max = 60) List<@AlphaChars String> lines) throws IOException {
    Path scratch = Files.createTempDirectory("sorted-lines-");
    try {
      assertThat(sorted(lines, scratch, 100)).isEqualTo(lines.stream().sorted().toList());
    } finally {
      try (Stream<Path> left = Files.list(scratch)) {
        assertThat(left).isEmpty();
      }
      Files.delete(scratch);
    }
  }

  @Test
  void moreRunsThanMayBeOpenAreMergedOnTheWay(@TempDir Path scratch) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add("line " + (i * 7919) % 200);
    }

    assertThat(sorted(lines, scratch, 1)).isEqualTo(lines.stream().sorted().toList());
  }

  private static List<String> sorted(List<String> lines, Path scratch, long maxBytes)
      throws IOException {
    List<String> sorted = new ArrayList<>();
    try (SortedLines all = new SortedLines(scratch, maxBytes)) {
      for (String line : lines) {
        all.add(line.getBytes(StandardCharsets.UTF_8));
      }
      all.forEach(line -> sorted.add(new String(line, StandardCharsets.UTF_8)));
    }
    return sorted;
  }
}
