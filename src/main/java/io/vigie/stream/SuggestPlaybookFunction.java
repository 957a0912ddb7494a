package io.vigie.stream;

import io.vigie.incident.Alert;
import io.vigie.response.PlaybookSet;
import io.vigie.response.PlaybookSuggestions;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Adds to each alert the playbook that fits it. Without state: the alert alone decides. */
final class SuggestPlaybookFunction extends RichMapFunction<Alert, Alert> {

  private static final long serialVersionUID = 1L;

  private final PlaybookSet playbooks;
  private transient PlaybookSuggestions suggestions;

  SuggestPlaybookFunction(PlaybookSet playbooks) {
    this.playbooks = playbooks;
  }

  @Override
  public void open(OpenContext context) {
    suggestions = new PlaybookSuggestions(playbooks);
  }

  @Override
  public Alert map(Alert alert) {
    return suggestions.addTo(alert);
  }
}
