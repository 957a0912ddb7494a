package io.vigie.response;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was written in one directory of playbooks.
 *
 * @param playbooks in the order of files and lines; exactly one is general
 * @param contacts who is behind the roles
 */
public record PlaybookSet(List<Playbook> playbooks, Contacts contacts) implements Serializable {

  /** The playbook for everything that no other fits. */
  public Playbook general() {
    return playbooks.stream().filter(Playbook::isGeneral).findFirst().orElseThrow();
  }

  /** The playbook of an id, or null. */
  public @Nullable Playbook find(String id) {
    return playbooks.stream().filter(playbook -> playbook.id().equals(id)).findFirst().orElse(null);
  }
}
