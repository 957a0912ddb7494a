package io.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vigie.fixture.JsonSchemas;
import io.vigie.incident.Level;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The schema for editors knows exactly what the reader knows. */
class PlaybookSchemaTest {

  private final JsonNode definitions = JsonSchemas.definitions("playbook");

  @Test
  void knowsTheKeysOfTheReaderAndNoOthers() {
    List<String> languages = Arrays.stream(Language.values()).map(Language::label).toList();
    Map<String, List<String>> keys =
        Map.of(
            "playbook",
            PlaybookReader.PLAYBOOK_KEYS,
            "appliesWhen",
            PlaybookReader.APPLIES_KEYS,
            "terms",
            languages,
            "roles",
            List.of("watch", "incident", "crisis"),
            "task",
            PlaybookReader.TASK_KEYS,
            "templates",
            Arrays.stream(TemplateKind.values()).map(TemplateKind::key).toList(),
            "template",
            languages,
            "contactsDocument",
            List.of("contacts"),
            "contacts",
            ContactsReader.CONTACTS_KEYS,
            "contact",
            ContactsReader.ROLE_KEYS);
    List<String> objects = new ArrayList<>();
    definitions
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().has("properties")) {
                objects.add(entry.getKey());
              }
            });
    assertThat(objects).containsExactlyInAnyOrderElementsOf(keys.keySet());
    JsonSchemas.assertKeys(definitions, keys);
  }

  @Test
  void knowsTheWordsOfTheReaderAndNoOthers() {
    assertThat(words("/playbook/properties/crisisType/enum"))
        .isEqualTo(labels(CrisisType.values()));
    assertThat(words("/playbook/properties/strategy/items/enum"))
        .isEqualTo(labels(Strategy.values()));
    assertThat(words("/appliesWhen/properties/categories/items/enum"))
        .isEqualTo(labels(Category.values()));
    assertThat(words("/appliesWhen/properties/emotions/items/enum"))
        .isEqualTo(labels(Emotion.values()));
    assertThat(words("/appliesWhen/properties/atLeast/enum")).isEqualTo(labels(Level.values()));
    assertThat(words("/task/properties/from/enum")).isEqualTo(labels(Level.values()));
    assertThat(definitions.at("/name/maxLength").asInt()).isEqualTo(YamlNode.MAX_NAME);
    assertThat(definitions.at("/sentence/maxLength").asInt())
        .isEqualTo(PlaybookReader.MAX_SENTENCE);
    assertThat(definitions.at("/value/maxLength").asInt()).isEqualTo(ContactsReader.MAX_VALUE);
    assertThat(definitions.at("/template/properties/fr/maxLength").asInt())
        .isEqualTo(PlaybookReader.MAX_TEMPLATE);
    assertThat(definitions.at("/playbook/properties/tasks/maxItems").asInt())
        .isEqualTo(PlaybookReader.MAX_TASKS);
  }

  private List<String> words(String pointer) {
    List<String> words = new ArrayList<>();
    definitions.at(pointer).forEach(word -> words.add(word.asText()));
    return words;
  }

  private static List<String> labels(Enum<?>[] constants) {
    return Arrays.stream(constants).map(PlaybookReader::labelOf).toList();
  }
}
