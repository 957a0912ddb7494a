package io.vigie.response;

import io.vigie.incident.Level;
import io.vigie.response.Playbook.AppliesWhen;
import io.vigie.response.Playbook.Task;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.yaml.Problem;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlFiles;
import io.vigie.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory of playbooks. Each document of a {@code .yaml} file is one {@code playbook:},
 * or the {@code contacts:} that belong to all of them. Every problem of every file is reported with
 * its line.
 */
public final class PlaybookReader {

  static final List<String> PLAYBOOK_KEYS =
      List.of(
          "playbook",
          "version",
          "scenario",
          "description",
          "appliesWhen",
          "crisisType",
          "strategy",
          "warnings",
          "roles",
          "channels",
          "spokesperson",
          "tasks",
          "templates");
  static final List<String> APPLIES_KEYS =
      List.of("terms", "categories", "emotions", "patterns", "atLeast");
  static final List<String> TASK_KEYS = List.of("task", "within", "role", "from");

  static final int MAX_SENTENCE = 300;
  static final int MAX_TEMPLATE = 1500;
  static final int MAX_TERMS = 200;
  static final int MAX_TASKS = 30;
  static final int MAX_PLAYBOOKS = 100;
  static final Duration MAX_WITHIN = Duration.ofDays(90);

  /** The one channel that depends on the incident: where it began. */
  static final String ORIGIN = "{{" + Placeholder.ORIGIN_PLATFORM.key() + "}}";

  /** Words of apology, folded: what a playbook that denies must not say. */
  private static final Terms APOLOGY =
      new Terms(List.of("excus*", "pardon", "desole*", "navre*", "sorry", "apolog*", "regret*"));

  /** Words of compensation, folded: not in the first statement, it fuels what it should calm. */
  private static final Terms COMPENSATION =
      new Terms(
          List.of(
              "dedommag*",
              "indemnis*",
              "rembours*",
              "geste commercial",
              "compensat*",
              "refund*",
              "voucher*",
              "bon d'achat"));

  private final Problems problems;
  private final List<Playbook> playbooks = new ArrayList<>();
  private final Map<String, YamlNode> nodes = new LinkedHashMap<>();
  private final Map<String, YamlNode> called = new LinkedHashMap<>();
  private @Nullable Contacts contacts;

  private PlaybookReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a directory, without its sub-directories, in the order of file names.
   *
   * @param path the directory, or one of its files (the whole directory is read: playbooks share
   *     their contacts)
   * @param problems collects what is wrong; what comes back is usable only if there is none
   */
  public static PlaybookSet read(Path path, Problems problems) {
    Path directory = directoryOf(path);
    PlaybookReader reader = new PlaybookReader(problems);
    for (Path file : YamlFiles.list(directory, "playbooks", problems)) {
      YamlFiles.read(file, problems).forEach(reader::readDocument);
    }
    reader.checkWhole(directory);
    return new PlaybookSet(
        List.copyOf(reader.playbooks), Objects.requireNonNullElse(reader.contacts, Contacts.NONE));
  }

  private static Path directoryOf(Path path) {
    return Files.isRegularFile(path)
        ? Objects.requireNonNull(path.toAbsolutePath().getParent())
        : path;
  }

  private void readDocument(YamlNode document) {
    if (document.keys().contains("playbook")) {
      readPlaybook(document);
    } else if (document.keys().contains("contacts")) {
      if (contacts != null) {
        problems.add(document, "'contacts' is given twice; there is one for all playbooks");
      }
      contacts = new ContactsReader(problems).read(document);
    } else {
      problems.add(document, "a document should begin with 'playbook: NAME' or with 'contacts:'");
    }
  }

  private void readPlaybook(YamlNode document) {
    document.allow(problems, PLAYBOOK_KEYS.toArray(String[]::new));
    String id = document.requiredName("playbook", "service-outage", problems);
    YamlNode first = nodes.putIfAbsent(id, document);
    if (first != null && !id.isEmpty()) {
      problems.add(
          document,
          "playbook '" + id + "' is already defined at " + first.file() + ":" + first.line());
    }
    String scenario = document.requiredName("scenario", "service-outage", problems);
    CrisisType type =
        document.get("crisisType") == null
            ? null
            : document.choice("crisisType", CrisisType.class, CrisisType.VICTIM, problems);
    document.required("version", problems);
    List<Strategy> strategy = strategy(document, scenario, type);
    Map<Level, List<String>> calls = calls(document);
    Playbook playbook =
        new Playbook(
            id,
            (int) document.wholeNumber("version", 1, 1, Integer.MAX_VALUE, problems),
            scenario,
            sentence(document, "description"),
            appliesWhen(document, scenario),
            type,
            strategy,
            warnings(document),
            calls,
            channels(document),
            spokesperson(document, calls),
            tasks(document, calls),
            templates(document, strategy),
            document.file(),
            document.lineOf("playbook"));
    playbooks.add(playbook);
  }

  private String sentence(YamlNode node, String key) {
    String text = node.requiredText(key, problems).strip();
    YamlNode value = node.get(key);
    if (value != null) {
      checkSentence(value, key, text);
    }
    return text;
  }

  private void checkSentence(YamlNode at, String key, String text) {
    if (text.length() > MAX_SENTENCE || text.contains("\n")) {
      problems.add(
          at, "'" + key + "' should be one line of at most " + MAX_SENTENCE + " characters");
    }
  }

  private List<Strategy> strategy(YamlNode document, String scenario, @Nullable CrisisType type) {
    YamlNode node = document.required("strategy", problems);
    if (node == null) {
      return List.of();
    }
    List<Strategy> strategy = constants(node, "strategy", Strategy.class);
    if (strategy.size() == node.items().size()) {
      StrategyRules.problems(scenario, type, strategy)
          .forEach(problem -> problems.add(node, problem));
    }
    return strategy;
  }

  /** The constants that a list names; each unknown word is reported with its line. */
  private <E extends Enum<E>> List<E> constants(YamlNode list, String key, Class<E> type) {
    List<String> labels = Stream.of(type.getEnumConstants()).map(PlaybookReader::labelOf).toList();
    List<E> constants = new ArrayList<>();
    for (YamlNode item : list.items()) {
      int at = labels.indexOf(item.text());
      if (at < 0) {
        problems.add(
            item,
            "'" + key + "' has '" + item.text() + "'" + YamlNode.suggest(item.text(), labels));
      } else if (constants.contains(type.getEnumConstants()[at])) {
        problems.add(item, "'" + key + "' has '" + item.text() + "' twice");
      } else {
        constants.add(type.getEnumConstants()[at]);
      }
    }
    return List.copyOf(constants);
  }

  static String labelOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <E extends Enum<E>> Set<E> constantSet(YamlNode node, String key, Class<E> type) {
    YamlNode list = node.get(key);
    Set<E> set = EnumSet.noneOf(type);
    if (list != null) {
      set.addAll(constants(list, key, type));
    }
    return Collections.unmodifiableSet(set);
  }

  private AppliesWhen appliesWhen(YamlNode document, String scenario) {
    boolean general = scenario.equals(Playbook.GENERAL);
    YamlNode node =
        general ? document.get("appliesWhen") : document.required("appliesWhen", problems);
    if (node == null || !node.isMapping()) {
      if (node != null) {
        node.allow(problems, APPLIES_KEYS.toArray(String[]::new));
      }
      return new AppliesWhen(Map.of(), Set.of(), Set.of(), List.of(), Level.INFO);
    }
    if (general) {
      problems.add(
          node, "'appliesWhen' has no place in the general playbook: it is for all that is left");
    }
    node.allow(problems, APPLIES_KEYS.toArray(String[]::new));
    Map<Language, List<String>> terms = new EnumMap<>(Language.class);
    YamlNode byLanguage = node.required("terms", problems);
    if (byLanguage != null) {
      byLanguage.allow(problems, languages());
      for (Language language : Language.values()) {
        terms.put(language, byLanguage.isMapping() ? terms(byLanguage, language) : List.of());
      }
    }
    return new AppliesWhen(
        Collections.unmodifiableMap(terms),
        constantSet(node, "categories", Category.class),
        constantSet(node, "emotions", Emotion.class),
        node.texts("patterns", problems),
        node.choice("atLeast", Level.class, Level.INFO, problems));
  }

  private List<String> terms(YamlNode byLanguage, Language language) {
    YamlNode list = byLanguage.required(language.label(), problems);
    if (list == null) {
      return List.of();
    }
    if (list.items().size() > MAX_TERMS) {
      problems.add(list, "'terms' should be at most " + MAX_TERMS + " in each language");
    }
    Set<String> seen = new TreeSet<>();
    List<String> terms = new ArrayList<>();
    for (YamlNode item : list.items()) {
      String term = item.text().strip();
      if (!Terms.isTerm(term)) {
        problems.add(
            item,
            "term '"
                + term
                + "' should be a word or phrase of at least "
                + Terms.MIN_LETTERS
                + " letters, with '*' at its end only");
      } else if (!seen.add(Terms.folded(term))) {
        problems.add(item, "term '" + term + "' is given twice");
      } else {
        terms.add(term);
      }
    }
    return List.copyOf(terms);
  }

  private static String[] languages() {
    return Stream.of(Language.values()).map(Language::label).toArray(String[]::new);
  }

  private List<String> warnings(YamlNode document) {
    YamlNode list = document.required("warnings", problems);
    if (list == null) {
      return List.of();
    }
    List<String> warnings = document.texts("warnings", problems);
    list.items().forEach(item -> checkSentence(item, "warnings", item.text()));
    return warnings;
  }

  private Map<Level, List<String>> calls(YamlNode document) {
    YamlNode node = document.required("roles", problems);
    Map<Level, List<String>> calls = new EnumMap<>(Level.class);
    if (node == null) {
      return calls;
    }
    List<Level> levels = List.of(Level.WATCH, Level.INCIDENT, Level.CRISIS);
    node.allow(problems, levels.stream().map(Level::label).toArray(String[]::new));
    for (Level level : levels) {
      YamlNode list = node.isMapping() ? node.required(level.label(), problems) : null;
      if (list == null) {
        continue;
      }
      list.items()
          .forEach(
              item -> {
                if (!YamlNode.isName(item.text())) {
                  problems.add(item, "role '" + item.text() + "' should be such as legal");
                }
                called.putIfAbsent(item.text(), item);
              });
      calls.put(level, list.items().stream().map(YamlNode::text).toList());
    }
    return Collections.unmodifiableMap(calls);
  }

  private List<String> channels(YamlNode document) {
    YamlNode list = document.required("channels", problems);
    List<String> channels = document.texts("channels", problems);
    if (list != null && (channels.isEmpty() || !channels.get(0).equals(ORIGIN))) {
      problems.add(
          list, "'channels' should begin with '" + ORIGIN + "': answer first where it broke out");
    }
    return channels;
  }

  private String spokesperson(YamlNode document, Map<Level, List<String>> calls) {
    String role = document.requiredText("spokesperson", problems);
    YamlNode node = document.get("spokesperson");
    if (node != null) {
      checkCalled(node, "spokesperson", role, Level.CRISIS, calls);
    }
    return role;
  }

  private void checkCalled(
      YamlNode at, String key, String role, Level level, Map<Level, List<String>> calls) {
    List<String> there = new ArrayList<>();
    calls.forEach(
        (from, roles) -> {
          if (from.compareTo(level) <= 0) {
            there.addAll(roles);
          }
        });
    if (!role.isEmpty() && !calls.isEmpty() && !there.contains(role)) {
      problems.add(
          at,
          "'"
              + key
              + "' is '"
              + role
              + "', who is not called at level "
              + level.label()
              + YamlNode.suggest(role, there));
    }
  }

  private List<Task> tasks(YamlNode document, Map<Level, List<String>> calls) {
    YamlNode list = document.required("tasks", problems);
    if (list == null) {
      return List.of();
    }
    if (!list.isSequence() || list.items().isEmpty() || list.items().size() > MAX_TASKS) {
      problems.add(list, "'tasks' should be a list of 1 to " + MAX_TASKS + " tasks");
      return List.of();
    }
    return list.items().stream().map(item -> task(item, calls)).toList();
  }

  private Task task(YamlNode item, Map<Level, List<String>> calls) {
    item.allow(problems, TASK_KEYS.toArray(String[]::new));
    if (!item.isMapping()) {
      return new Task("", Duration.ofMinutes(1), "", Level.WATCH);
    }
    Level from = item.choice("from", Level.class, Level.WATCH, problems);
    String role = item.requiredText("role", problems);
    YamlNode roleNode = item.get("role");
    if (roleNode != null) {
      checkCalled(roleNode, "role", role, from, calls);
    }
    YamlNode withinNode = item.required("within", problems);
    Duration within = item.duration("within", Duration.ofMinutes(1), problems);
    if (withinNode != null && (within.isZero() || within.compareTo(MAX_WITHIN) > 0)) {
      problems.add(withinNode, "'within' should be more than 0 and at most 90d");
    }
    return new Task(sentence(item, "task"), within, role, from);
  }

  private Map<TemplateKind, Map<Language, String>> templates(
      YamlNode document, List<Strategy> strategy) {
    Map<TemplateKind, Map<Language, String>> templates = new EnumMap<>(TemplateKind.class);
    YamlNode node = document.required("templates", problems);
    if (node == null) {
      return templates;
    }
    node.allow(
        problems, Stream.of(TemplateKind.values()).map(TemplateKind::key).toArray(String[]::new));
    for (TemplateKind kind : TemplateKind.values()) {
      YamlNode byLanguage = node.isMapping() ? node.required(kind.key(), problems) : null;
      if (byLanguage == null) {
        continue;
      }
      byLanguage.allow(problems, languages());
      Map<Language, String> texts = new EnumMap<>(Language.class);
      for (Language language : Language.values()) {
        if (byLanguage.isMapping()) {
          texts.put(language, template(byLanguage, kind, language, strategy));
        }
      }
      templates.put(kind, Collections.unmodifiableMap(texts));
    }
    return Collections.unmodifiableMap(templates);
  }

  private String template(
      YamlNode byLanguage, TemplateKind kind, Language language, List<Strategy> strategy) {
    String text = byLanguage.requiredText(language.label(), problems).strip();
    YamlNode node = byLanguage.get(language.label());
    if (node == null || text.isEmpty()) {
      return text;
    }
    if (text.length() > MAX_TEMPLATE) {
      problems.add(node, "a template should have at most " + MAX_TEMPLATE + " characters");
    }
    Placeholder.IN_TEXT
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(key -> Placeholder.of(key) == null)
        .forEach(
            key ->
                problems.add(
                    node,
                    "unknown placeholder '{{"
                        + key
                        + "}}'"
                        + YamlNode.suggest(key.strip(), Placeholder.keys())));
    String rest = Placeholder.IN_TEXT.matcher(text).replaceAll("");
    if (rest.contains("{{") || rest.contains("}}")) {
      problems.add(node, "a placeholder is not closed: write it as {{brand}}");
    }
    checkWords(node, kind, rest, strategy);
    return text;
  }

  /** What the strategy forbids to say, in any language. */
  private void checkWords(YamlNode node, TemplateKind kind, String text, List<Strategy> strategy) {
    if (strategy.contains(Strategy.DENY) && kind != TemplateKind.INTERNAL_BRIEFING) {
      APOLOGY
          .in(text)
          .forEach(
              term ->
                  problems.add(
                      node, "says '" + term + "': a denial must not be mixed with an apology"));
    }
    if (kind == TemplateKind.HOLDING_STATEMENT) {
      COMPENSATION
          .in(text)
          .forEach(
              term ->
                  problems.add(
                      node,
                      "says '" + term + "': a public compensation this early fuels the crisis"));
    }
  }

  private void checkWhole(Path directory) {
    if (problems.none() && playbooks.isEmpty()) {
      problems.add(new Problem(directory.toString(), 0, "holds no playbook in a .yaml file"));
      return;
    }
    if (playbooks.size() > MAX_PLAYBOOKS) {
      problems.add(
          new Problem(directory.toString(), 0, "holds more than " + MAX_PLAYBOOKS + " playbooks"));
    }
    List<Playbook> general = playbooks.stream().filter(Playbook::isGeneral).toList();
    if (!playbooks.isEmpty() && general.isEmpty()) {
      problems.add(
          new Problem(
              directory.toString(),
              0,
              "holds no playbook for the scenario general, which is used where no other fits"));
    }
    for (Playbook second : general.subList(Math.min(1, general.size()), general.size())) {
      problems.add(
          new Problem(
              second.file(),
              second.line(),
              "the scenario general already has the playbook '" + general.get(0).id() + "'"));
    }
    if (contacts != null) {
      List<String> known = List.copyOf(contacts.roles().keySet());
      called.forEach(
          (role, node) -> {
            if (!known.contains(role)) {
              problems.add(
                  node, "the contacts have no role '" + role + "'" + YamlNode.suggest(role, known));
            }
          });
    }
  }
}
