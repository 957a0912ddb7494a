package io.vigie.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a build of Vigie left on this machine.
 *
 * @param home holds jobs/, models/, docker/ and target/
 */
public record Installation(Path home) {

  /**
   * What Flink's own distribution consists of, by file name: its artifacts without the connectors,
   * and what they need. A distribution as one archive is not on Maven Central.
   */
  private static final Pattern OF_FLINK =
      Pattern.compile(
          "(flink-(?!connector-(kafka|jdbc)|test|table|json).*|kryo-.*|reflectasm-.*|objenesis-.*|minlog-.*"
              + "|commons-(cli|collections|lang3|math3|io)-.*|slf4j-api-.*|jsr305-.*|frocksdbjni-.*"
              + "|snakeyaml-engine-.*|snappy-java-.*|lz4-java-.*|commons-compress-.*|commons-text-.*|javassist-.*|log4j-(api|core|slf4j2-impl)-.*)(?<!-tests)\\.jar");

  /** The job jar, built with {@code ./mvnw -DskipTests package}. */
  public Path jobJar() throws IOException {
    return built(home.resolve("target/vigie-job.jar"));
  }

  /** Flink's configuration in the image, which a local cluster starts from. */
  Path flinkConfiguration() {
    return home.resolve("docker/flink");
  }

  /** The libraries of this application, everything included. */
  List<Path> classPath() throws IOException {
    List<Path> jars = new ArrayList<>();
    jars.add(home.resolve("target/classes"));
    String list = Files.readString(built(home.resolve("target/classpath.txt"))).strip();
    for (String jar : list.split(Pattern.quote(java.io.File.pathSeparator))) {
      jars.add(Path.of(jar));
    }
    return jars;
  }

  /**
   * What stands in the lib/ of a cluster that is ready for the job: Flink, and the model's jars.
   */
  List<Path> clusterLibraries() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path jar : classPath()) {
      if (OF_FLINK.matcher(jar.getFileName().toString()).matches()) {
        jars.add(jar);
      }
    }
    try (Stream<Path> model = Files.list(built(home.resolve("target/lib")))) {
      model.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(jars::add);
    }
    return jars;
  }

  private static Path built(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IOException(path + " is not there; build it with ./mvnw -DskipTests package");
    }
    return path;
  }
}
