package io.vigie.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page docs/reference/configuration.md, made from {@link Options}. */
public final class ConfigurationReference {

  private static final String HEAD =
      """
      # Configuration

      Made from `io.vigie.job.Options`; do not edit. To make it anew: \
      `./mvnw -q test -Dtest=ConfigurationReferenceTest -Dvigie.update=true`

      A setting is a key of `jobs/<job>/job.yaml`. Nested mappings are joined by dots: `intake.outOfOrder` is

      ```yaml
      intake:
        outOfOrder: 30s
      ```

      Later words win:

      1. `job.yaml`
      2. the environment file: `--env-file FILE`, lines `key=value`; blank lines and lines with `#` are passed over
      3. `-D key=value` on the command line (`--kafka HOST:PORT` counts as the first of them)
      4. the environment variable of the setting; or the same name with `_FILE`, the path of a file that holds the \
      value (a mounted secret)

      A key that does not exist, a value that cannot be read and everything wrong in the files that `job.yaml` names \
      are reported together, each with its file and line, before anything runs. A list is written `[a, b]` in YAML \
      and `a,b` elsewhere. An empty value counts as nothing said. Secrets are never shown.
      """;

  private static final String TAIL =
      """

      ## Passed on

      | prefix | to |
      |---|---|
      | `kafka.properties.` | the Kafka clients, sources and sinks alike: `kafka.properties.security.protocol: SASL_SSL` |
      | `flink.properties.` | Flink: `flink.properties.state.backend.type: rocksdb` |

      Any key may follow. There is no environment variable for these, and their values are never shown.
      """;

  private static final Map<String, String> SECTIONS = sections();

  private ConfigurationReference() {}

  private static Map<String, String> sections() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("", "What is watched, and with what");
    titles.put("intake", "The way in");
    titles.put("privacy", "Personal data");
    titles.put("scoring", "Scoring");
    titles.put("kpis", "KPIs");
    titles.put("incidents", "Incidents");
    titles.put("triage", "Triage");
    titles.put("control", "Control stream");
    titles.put("kafka", "Kafka");
    titles.put("sinks", "Where results go");
    titles.put("flink", "Flink");
    return titles;
  }

  /**
   * The page.
   *
   * @param options every setting, in the order of the page; those of one section stand together
   * @throws IllegalArgumentException if a setting belongs to a section without a title
   */
  public static String markdown(List<Option<?>> options) {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "none yet";
    for (Option<?> option : options) {
      String belongs =
          option.key().contains(".") ? option.key().substring(0, option.key().indexOf('.')) : "";
      if (!belongs.equals(section)) {
        section = belongs;
        page.append("\n## ").append(title(section)).append("\n\n");
        page.append("| setting | default | value | meaning | environment variable |\n");
        page.append("|---|---|---|---|---|\n");
      }
      row(page, option);
    }
    return page.append(TAIL).toString();
  }

  private static String title(String section) {
    String title = SECTIONS.get(section);
    if (title == null) {
      throw new IllegalArgumentException("no title for settings below '" + section + "'");
    }
    return title;
  }

  private static void row(StringBuilder page, Option<?> option) {
    String text = option.defaultText();
    page.append("| `")
        .append(option.key())
        .append("` | ")
        .append(text == null ? "nothing" : "`" + text.replace(",", ", ") + "`")
        .append(" | ")
        .append(option.kind().replace("|", "\\|"))
        .append(" | ")
        .append(option.meaning().replace("|", "\\|"))
        .append(" | `")
        .append(option.environmentVariable())
        .append("` |\n");
  }
}
