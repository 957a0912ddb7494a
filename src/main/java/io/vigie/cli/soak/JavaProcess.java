package io.vigie.cli.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What another Java process of this user holds. NaN where it or the system does not tell. */
final class JavaProcess {

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private JavaProcess() {}

  /** Heap in kilobytes after a full collection, which this causes. */
  static double liveHeapKilobytes(long pid) {
    try {
      jcmd(pid, "GC.run");
      return usedKilobytes(jcmd(pid, "GC.heap_info"));
    } catch (IOException e) {
      return Double.NaN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  /** Sum over the generations; what lies outside of the heap does not count. */
  static double usedKilobytes(String heapInfo) {
    double sum = Double.NaN;
    for (String line : heapInfo.split("\n", -1)) {
      Matcher used = USED.matcher(line);
      if (!line.contains("Metaspace") && !line.contains("class space") && used.find()) {
        sum = (Double.isNaN(sum) ? 0 : sum) + Double.parseDouble(used.group(1));
      }
    }
    return sum;
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(pid), command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /**
   * A number from Linux's {@code /proc/PID/status}.
   *
   * @param field such as {@code VmRSS:} (kilobytes) or {@code Threads:}
   */
  static double status(long pid, String field) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
