package io.vigie.response;

import io.vigie.response.Contacts.Contact;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the document {@code contacts:}. Names and addresses may be left empty. */
final class ContactsReader {

  static final List<String> CONTACTS_KEYS =
      List.of("company", "spokesperson", "contactLine", "infoPage", "roles");
  static final List<String> ROLE_KEYS = List.of("does", "name", "reach");
  static final int MAX_VALUE = 200;

  private final Problems problems;

  ContactsReader(Problems problems) {
    this.problems = problems;
  }

  Contacts read(YamlNode document) {
    document.allow(problems, "contacts");
    YamlNode node = document.required("contacts", problems);
    if (node == null) {
      return Contacts.NONE;
    }
    node.allow(problems, CONTACTS_KEYS.toArray(String[]::new));
    return new Contacts(
        value(node, "company"),
        value(node, "spokesperson"),
        value(node, "contactLine"),
        value(node, "infoPage"),
        roles(node));
  }

  private Map<String, Contact> roles(YamlNode node) {
    Map<String, Contact> roles = new LinkedHashMap<>();
    YamlNode list = node.isMapping() ? node.required("roles", problems) : null;
    if (list == null) {
      return roles;
    }
    if (!list.isMapping()) {
      problems.add(list, "'roles' should be a mapping such as 'legal: {does: …, name: …}'");
      return roles;
    }
    for (String role : list.keys()) {
      YamlNode entry = list.get(role);
      if (entry == null) {
        problems.add(list, "role '" + role + "' should say at least what it does");
        continue;
      }
      entry.allow(problems, ROLE_KEYS.toArray(String[]::new));
      if (entry.isMapping()) {
        roles.put(
            role,
            new Contact(
                entry.requiredText("does", problems), value(entry, "name"), value(entry, "reach")));
      }
    }
    return Collections.unmodifiableMap(roles);
  }

  private @Nullable String value(YamlNode node, String key) {
    String text = node.optionalText(key, problems);
    if (text != null && (text.length() > MAX_VALUE || text.contains("\n"))) {
      problems.add(
          node, "'" + key + "' should be one line of at most " + MAX_VALUE + " characters");
    }
    return text == null ? null : text.strip();
  }
}
