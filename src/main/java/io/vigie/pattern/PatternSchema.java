package io.vigie.pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vigie.pattern.PatternSpec.AfterMatch;
import io.vigie.pattern.PatternSpec.LevelLimit;
import io.vigie.pattern.PatternSpec.Status;
import io.vigie.pattern.SequenceStep.After;
import io.vigie.pattern.SequenceStep.Phase;
import io.vigie.signal.Indicator;
import io.vigie.yaml.YamlNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The JSON Schema of the pattern language, for completion and checks in an editor. Keys, words and
 * limits are those of the readers: a key that a reader knows and this class does not, or the other
 * way round, is an error when the schema is made.
 */
public final class PatternSchema {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private PatternSchema() {}

  /** The schema of one document of a pattern file, as indented JSON with a line end. */
  public static String json() {
    ObjectNode schema = object();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Vigie patterns");
    schema.put(
        "description",
        "One document of a file in a directory of patterns: signal rules, or one pattern."
            + " See docs/patterns.md.");
    schema.set("oneOf", array(ref("signals"), ref("pattern")));
    ObjectNode definitions = schema.putObject("$defs");
    definitions.setAll(words());
    definitions.setAll(signals());
    definitions.setAll(patterns());
    try {
      return MAPPER.writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, ObjectNode> words() {
    Map<String, ObjectNode> words = new LinkedHashMap<>();
    words.put("name", text(YamlNode.NAME.pattern()).put("maxLength", YamlNode.MAX_NAME));
    words.put("span", text("\\d{1,9}\\s*(ms|s|m|h|d)"));
    words.put("comparison", text(SignalReader.COMPARISON.pattern()));
    words.put("texts", oneOrMore(object().put("type", "string")));
    words.put("conditions", oneOrMore(ref("condition")));
    ((ObjectNode) words.get("conditions").get("oneOf").get(1))
        .put("maxItems", SignalReader.MAX_CONDITIONS);
    return words;
  }

  private static Map<String, ObjectNode> signals() {
    Map<String, ObjectNode> definitions = new LinkedHashMap<>();
    definitions.put(
        "signals",
        mapping(PatternReader.SIGNALS_KEYS, Map.of("signals", listOf("signal")), "signals"));
    definitions.put(
        "signal",
        mapping(
            SignalReader.KEYS,
            Map.of(
                "name",
                ref("name"),
                "when",
                ref("conditions", "All must be true at a step."),
                "for",
                ref(
                    "span",
                    "How long, without a break, before it fires. At most 7d; else at once."),
                "ends",
                ref("ends"),
                "holdsEvery",
                holdsEvery(),
                "overrides",
                listOf("override")
                    .put("maxItems", SignalReader.MAX_OVERRIDES)
                    .put("description", "Other thresholds for some brands.")),
            "name",
            "when"));
    definitions.put(
        "override",
        mapping(
            SignalReader.OVERRIDE_KEYS,
            Map.of(
                "brands",
                ref("texts", "Brands, as the watchlist spells them."),
                "competitorSets",
                ref("texts", "Sets of the watchlist, all of whose brands are meant."),
                "when",
                ref("conditions", "Instead of the signal's own."),
                "for",
                ref("span", "Instead of the signal's own."),
                "ends",
                ref("ends", "Instead of the signal's own."))));
    definitions.put(
        "ends",
        mapping(
            SignalReader.ENDS_KEYS,
            Map.of(
                "when",
                ref("conditions", "All must be true for it to end; else the opposite of 'when'."),
                "after",
                ref("span", "How long, without a break, before it ends. At most 7d."))));
    ObjectNode comparison = ref("comparison");
    definitions.put(
        "condition",
        mapping(
                SignalReader.CONDITION_KEYS,
                Map.of(
                    "indicator",
                    choice(Arrays.stream(Indicator.values()).map(Indicator::label).toList()),
                    "platform",
                    text(SignalReader.PLATFORM.pattern())
                        .put(
                            "description",
                            "Only what is said there; with "
                                + String.join(" and ", SignalReader.PER_PLATFORM)
                                + "."),
                    "value",
                    ref("comparison", "What was observed."),
                    "expected",
                    ref("comparison", "What the baseline expects."),
                    "surprise",
                    ref("comparison", "How improbable under the baseline: 6 is once in a million."),
                    "excess",
                    ref("comparison", "Value minus expected."),
                    "ratio",
                    comparison.put("description", "Value divided by expected.")),
                "indicator")
            .put("minProperties", 2));
    return definitions;
  }

  private static Map<String, ObjectNode> patterns() {
    Map<String, ObjectNode> keys = new LinkedHashMap<>();
    keys.put("pattern", ref("name"));
    keys.put("version", object().put("type", "integer").put("minimum", 1));
    keys.put("status", choice(Status.values()));
    keys.put(
        "description",
        object()
            .put("type", "string")
            .put("minLength", 1)
            .put("maxLength", PatternReader.MAX_DESCRIPTION)
            .put("description", "One sentence, shown in alerts."));
    keys.put("sequence", listOf("step").put("maxItems", PatternSpec.MAX_STEPS));
    keys.put("within", ref("span", "The sequence takes less than this. More than 0, at most 7d."));
    keys.put(
        "cooldown", ref("span", "After a match, no other one for so long. 1m to 7d; else 1h."));
    keys.put("afterMatch", choice(AfterMatch.values()));
    keys.put("severity", ref("severity"));
    keys.put("opens", object().put("type", "boolean"));
    keys.put("plannedEvents", choice(PlannedEventBehaviour.values()));
    keys.put("labels", object().put("type", "object"));
    keys.get("labels").putObject("additionalProperties").put("type", "string");
    keys.put("falsePositives", ref("texts", "What else looks like this. At least one."));
    keys.put("gaps", ref("texts", "Crises of this kind that the pattern does not see."));
    keys.put(
        "runbook",
        object()
            .put("type", "string")
            .put("description", "A page that exists, beside this file or in a directory above."));
    Map<String, ObjectNode> definitions = new LinkedHashMap<>();
    definitions.put(
        "pattern",
        mapping(
            PatternReader.PATTERN_KEYS,
            keys,
            "pattern",
            "version",
            "description",
            "sequence",
            "within",
            "falsePositives",
            "runbook"));
    definitions.put("step", step());
    definitions.put(
        "times", mapping(SequenceReader.TIMES_KEYS, Map.of("min", times(), "max", times())));
    definitions.put(
        "severity",
        mapping(
                PatternReader.SEVERITY_KEYS,
                Map.of(
                    "atLeast", choice(LevelLimit.values()), "atMost", choice(LevelLimit.values())))
            .put("minProperties", 1));
    return definitions;
  }

  private static ObjectNode step() {
    ObjectNode several = object();
    several.set("oneOf", array(times(), ref("times")));
    ObjectNode step =
        mapping(
            SequenceReader.STEP_KEYS,
            Map.of(
                "signal",
                ref("name"),
                "anyOf",
                ref("texts", "Any one of these signals."),
                "not",
                ref("texts", "None of these until the next step or, at the end, until 'within'."),
                "phase",
                choice(Phase.values()).put("description", "told: fires or holds."),
                "after",
                choice(After.values()),
                "times",
                several));
    ArrayNode subjects = step.putArray("oneOf");
    for (String subject : SequenceReader.SUBJECTS) {
      subjects.addObject().putArray("required").add(subject);
    }
    return step;
  }

  private static ObjectNode holdsEvery() {
    ObjectNode pace = object();
    pace.set("oneOf", array(object().put("const", "never"), ref("span")));
    return pace.put("description", "Pace at which it is told again, 1m to 1d; else 5m.");
  }

  private static ObjectNode times() {
    return object().put("type", "integer").put("minimum", 1).put("maximum", SequenceStep.MAX_TIMES);
  }

  /** A mapping of exactly these keys, in the order of the reader. */
  private static ObjectNode mapping(
      List<String> keys, Map<String, ObjectNode> values, String... required) {
    if (keys.size() != values.size() || !values.keySet().containsAll(keys)) {
      throw new IllegalStateException(
          "the reader knows " + keys + " and the schema " + values.keySet());
    }
    ObjectNode mapping = object().put("type", "object").put("additionalProperties", false);
    if (required.length > 0) {
      ArrayNode names = mapping.putArray("required");
      Arrays.stream(required).forEach(names::add);
    }
    ObjectNode properties = mapping.putObject("properties");
    keys.forEach(key -> properties.set(key, values.get(key)));
    return mapping;
  }

  private static ObjectNode oneOrMore(ObjectNode item) {
    ObjectNode list = object().put("type", "array").put("minItems", 1);
    list.set("items", item);
    ObjectNode either = object();
    either.set("oneOf", array(item.deepCopy(), list));
    return either;
  }

  private static ObjectNode listOf(String definition) {
    ObjectNode list = object().put("type", "array").put("minItems", 1);
    list.set("items", ref(definition));
    return list;
  }

  private static ObjectNode choice(Enum<?>[] constants) {
    return choice(
        Arrays.stream(constants)
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
  }

  private static ObjectNode choice(List<String> words) {
    ObjectNode choice = object();
    words.forEach(choice.putArray("enum")::add);
    return choice;
  }

  private static ObjectNode text(String pattern) {
    return object().put("type", "string").put("pattern", "^" + pattern + "$");
  }

  private static ObjectNode ref(String definition, String description) {
    return ref(definition).put("description", description);
  }

  private static ObjectNode ref(String definition) {
    return object().put("$ref", "#/$defs/" + definition);
  }

  private static ArrayNode array(JsonNode... items) {
    return MAPPER.createArrayNode().addAll(List.of(items));
  }

  private static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
