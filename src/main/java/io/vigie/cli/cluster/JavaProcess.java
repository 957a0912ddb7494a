package io.vigie.cli.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What another Java process of this user holds. NaN where it or the system does not tell. */
public final class JavaProcess {

  /** Last line of a histogram: number of objects, and their bytes. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

  private JavaProcess() {}

  /** Megabytes of the objects that a full collection, which this causes, leaves behind. */
  public static double liveHeapMegabytes(long pid) {
    try {
      return liveMegabytes(jcmd(pid, "GC.class_histogram"));
    } catch (IOException e) {
      return Double.NaN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  /** The total of a histogram of classes. */
  static double liveMegabytes(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    return total.find() ? Double.parseDouble(total.group(1)) / (1 << 20) : Double.NaN;
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
  public static double status(long pid, String field) {
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
