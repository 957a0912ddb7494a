package io.vigie.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version from the build. */
public final class VersionProvider implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = VersionProvider.class.getResourceAsStream("/vigie.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return new String[] {
      "vigie " + properties.getProperty("version", "unknown"),
      "Flink " + properties.getProperty("flink", "unknown") + ", Java " + Runtime.version()
    };
  }
}
