package io.vigie.connector.notify;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.notify.NotifySettings.AlertmanagerPace;
import io.vigie.connector.notify.NotifySettings.Retry;
import io.vigie.incident.Level;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the notifier does from YAML; every problem at once, with file and line. */
public final class NotifySettingsReader {

  static final List<String> KEYS =
      List.of("kafka", "link", "allow", "retry", "alertmanager", "receivers");
  static final List<String> KAFKA_KEYS =
      List.of("bootstrapServers", "topic", "group", "since", "properties");
  static final List<String> HOST_KEYS = List.of("host", "private");
  static final List<String> RETRY_KEYS = List.of("first", "longest", "giveUpAfter", "timeout");
  static final List<String> PACE_KEYS = List.of("every", "stale", "lookBack");
  static final List<String> RECEIVER_KEYS =
      List.of("name", "alertmanager", "webhook", "file", "atLeast", "brands", "exercises");
  static final List<String> TARGET_KEYS = List.of("alertmanager", "webhook", "file");
  static final List<String> ALERTMANAGER_KEYS = List.of("url");
  static final List<String> WEBHOOK_KEYS = List.of("url", "keyEnv", "keyFile");
  static final List<String> FILE_KEYS = List.of("path");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+){0,9}");
  private static final int MIN_KEY = 16;

  private final Problems problems;
  private final Map<String, String> environment;
  private List<AllowedHosts.Host> allowed = List.of();

  private NotifySettingsReader(Problems problems, Map<String, String> environment) {
    this.problems = problems;
    this.environment = environment;
  }

  /**
   * Reads a file.
   *
   * @param environment where keys of webhooks may be found
   * @return the settings; without meaning if a problem was reported
   */
  public static NotifySettings read(Path file, Map<String, String> environment, Problems problems) {
    YamlNode root = YamlFiles.readMapping(file, problems);
    return root == null
        ? new NotifySettings(
            null,
            "",
            "",
            Duration.ZERO,
            null,
            List.of(),
            retry(null, problems),
            pace(null, problems),
            List.of())
        : new NotifySettingsReader(problems, environment).settings(root);
  }

  private NotifySettings settings(YamlNode root) {
    root.allow(problems, KEYS.toArray(String[]::new));
    this.allowed = allowed(root.get("allow"));
    YamlNode kafka = root.get("kafka");
    String topic = "vigie.alerts.v1";
    String group = "vigie-notify";
    Duration since = Duration.ofHours(1);
    KafkaConnection connection = null;
    if (kafka != null) {
      kafka.allow(problems, KAFKA_KEYS.toArray(String[]::new));
      topic = Objects.requireNonNullElse(kafka.optionalText("topic", problems), topic);
      group = Objects.requireNonNullElse(kafka.optionalText("group", problems), group);
      since = span(kafka, "since", since, Duration.ZERO, Duration.ofDays(30), problems);
      String servers = kafka.optionalText("bootstrapServers", problems);
      connection = servers == null ? null : new KafkaConnection(servers, properties(kafka));
    }
    return new NotifySettings(
        connection,
        topic,
        group,
        since,
        link(root),
        allowed,
        retry(root.get("retry"), problems),
        pace(root.get("alertmanager"), problems),
        receivers(root));
  }

  private Map<String, String> properties(YamlNode kafka) {
    Map<String, String> properties = new LinkedHashMap<>();
    YamlNode node = kafka.get("properties");
    if (node != null) {
      if (!node.isMapping()) {
        problems.add(node, "'properties' should be a mapping of Kafka's client properties");
      }
      for (String key : node.keys()) {
        YamlNode value = node.get(key);
        if (value != null) {
          properties.put(key, value.text());
        }
      }
    }
    return properties;
  }

  private @Nullable String link(YamlNode root) {
    String link = root.optionalText("link", problems);
    if (link != null && !(link.matches("https?://.+") && link.contains("{incidentId}"))) {
      problems.add(
          root,
          "'link' should be an address with {incidentId} in it, such as"
              + " https://vigie.example.org/incidents/{incidentId}");
    }
    return link;
  }

  private List<AllowedHosts.Host> allowed(@Nullable YamlNode list) {
    List<AllowedHosts.Host> hosts = new ArrayList<>();
    if (list == null) {
      return hosts;
    }
    for (YamlNode item : list.items()) {
      if (item.isScalar()) {
        hosts.add(new AllowedHosts.Host(item.text(), false));
      } else {
        item.allow(problems, HOST_KEYS.toArray(String[]::new));
        hosts.add(
            new AllowedHosts.Host(
                item.requiredText("host", problems), item.flag("private", false, problems)));
      }
    }
    return hosts;
  }

  private static Retry retry(@Nullable YamlNode node, Problems problems) {
    Duration first = Duration.ofSeconds(1);
    Duration longest = Duration.ofMinutes(5);
    Duration giveUpAfter = Duration.ofHours(24);
    Duration timeout = Duration.ofSeconds(15);
    if (node == null) {
      return new Retry(first, longest, giveUpAfter, timeout);
    }
    node.allow(problems, RETRY_KEYS.toArray(String[]::new));
    Duration least = Duration.ofMillis(1);
    first = span(node, "first", first, least, Duration.ofMinutes(10), problems);
    longest = span(node, "longest", longest, least, Duration.ofHours(1), problems);
    if (longest.compareTo(first) <= 0) {
      problems.add(node, "'longest' should be longer than 'first'");
      longest = first.multipliedBy(2);
    }
    return new Retry(
        first,
        longest,
        span(node, "giveUpAfter", giveUpAfter, least, Duration.ofDays(7), problems),
        span(node, "timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(2), problems));
  }

  private static AlertmanagerPace pace(@Nullable YamlNode node, Problems problems) {
    Duration every = Duration.ofMinutes(1);
    Duration stale = Duration.ofHours(1);
    Duration lookBack = Duration.ofDays(7);
    if (node == null) {
      return new AlertmanagerPace(every, stale, lookBack);
    }
    node.allow(problems, PACE_KEYS.toArray(String[]::new));
    every = span(node, "every", every, Duration.ofSeconds(1), Duration.ofHours(1), problems);
    stale = span(node, "stale", stale, Duration.ofSeconds(2), Duration.ofDays(7), problems);
    if (stale.compareTo(every.multipliedBy(2)) < 0) {
      problems.add(node, "'stale' should be at least twice 'every', or incidents flap");
    }
    return new AlertmanagerPace(
        every,
        stale,
        span(node, "lookBack", lookBack, Duration.ofHours(1), Duration.ofDays(30), problems));
  }

  private static Duration span(
      YamlNode node,
      String key,
      Duration otherwise,
      Duration min,
      Duration max,
      Problems problems) {
    Duration span = node.duration(key, otherwise, problems);
    if (span.compareTo(min) < 0 || span.compareTo(max) > 0) {
      problems.add(node, "'" + key + "' should be between " + text(min) + " and " + text(max));
      return otherwise;
    }
    return span;
  }

  private static String text(Duration span) {
    return span.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private List<Receiver> receivers(YamlNode root) {
    List<Receiver> receivers = new ArrayList<>();
    YamlNode list = root.required("receivers", problems);
    if (list == null) {
      return receivers;
    }
    Set<String> names = new HashSet<>();
    for (YamlNode item : list.items()) {
      item.allow(problems, RECEIVER_KEYS.toArray(String[]::new));
      if (item.isMapping()) {
        Receiver receiver = receiver(item);
        if (!names.add(receiver.name())) {
          problems.add(item, "there are two receivers '" + receiver.name() + "'");
        }
        receivers.add(receiver);
      }
    }
    if (receivers.isEmpty() && problems.none()) {
      problems.add(list, "there is no receiver");
    }
    return receivers;
  }

  private Receiver receiver(YamlNode item) {
    String name = item.requiredText("name", problems);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      problems.add(item, "'name' should be lower-case words with hyphens");
    }
    Set<String> brands = new HashSet<>();
    YamlNode list = item.get("brands");
    if (list != null) {
      list.items().forEach(brand -> brands.add(brand.text()));
    }
    return new Receiver(
        name, target(item), atLeast(item), brands, item.flag("exercises", true, problems));
  }

  private Level atLeast(YamlNode item) {
    String text = item.optionalText("atLeast", problems);
    if (text == null) {
      return Level.WATCH;
    }
    for (Level level : Level.values()) {
      if (level.label().equals(text.toLowerCase(Locale.ROOT))) {
        return level;
      }
    }
    problems.add(
        Objects.requireNonNull(item.get("atLeast")),
        "'atLeast' is no level"
            + YamlNode.suggest(text, Arrays.stream(Level.values()).map(Level::label).toList()));
    return Level.WATCH;
  }

  private Target target(YamlNode item) {
    List<String> said = TARGET_KEYS.stream().filter(key -> item.get(key) != null).toList();
    if (said.size() != 1) {
      problems.add(item, "should say exactly one of " + String.join(", ", TARGET_KEYS));
      return new Target.Lines(Path.of(""));
    }
    YamlNode node = Objects.requireNonNull(item.get(said.get(0)));
    switch (said.get(0)) {
      case "alertmanager" -> {
        node.allow(problems, ALERTMANAGER_KEYS.toArray(String[]::new));
        return new Target.Alertmanager(url(node));
      }
      case "webhook" -> {
        node.allow(problems, WEBHOOK_KEYS.toArray(String[]::new));
        return new Target.Webhook(url(node), key(node));
      }
      default -> {
        node.allow(problems, FILE_KEYS.toArray(String[]::new));
        return new Target.Lines(Path.of(node.requiredText("path", problems)));
      }
    }
  }

  private URI url(YamlNode node) {
    String text = node.requiredText("url", problems);
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String host = url.getHost();
      String scheme = url.getScheme();
      if (host == null || scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
        problems.add(node, "'url' should be an address such as https://hooks.example.org/vigie");
      } else if (url.getUserInfo() != null) {
        problems.add(node, "'url' should hold no user and password: it is shown in logs");
      } else if (!new AllowedHosts(allowed).lists(host)) {
        problems.add(
            node, "host '" + host + "' may not be called: add it to the list 'allow' if it may");
      }
      return url;
    } catch (URISyntaxException e) {
      problems.add(node, "'url' is no address: " + e.getReason());
      return URI.create("");
    }
  }

  private Secret key(YamlNode node) {
    String variable = node.optionalText("keyEnv", problems);
    String file = node.optionalText("keyFile", problems);
    if ((variable == null) == (file == null)) {
      problems.add(node, "should say where the signature's key is: either keyEnv or keyFile");
      return new Secret("");
    }
    String key;
    if (variable != null) {
      key = environment.get(variable);
      if (key == null) {
        problems.add(node, "the environment variable " + variable + " is not set");
        return new Secret("");
      }
    } else {
      try {
        key = Files.readString(Path.of(Objects.requireNonNull(file))).strip();
      } catch (IOException e) {
        problems.add(node, "the key file " + file + " cannot be read");
        return new Secret("");
      }
    }
    if (key.length() < MIN_KEY) {
      problems.add(node, "the key should have at least " + MIN_KEY + " characters");
    }
    return new Secret(key);
  }
}
