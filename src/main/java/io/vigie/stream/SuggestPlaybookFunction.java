package io.vigie.stream;

import io.vigie.incident.Alert;
import io.vigie.response.Case;
import io.vigie.response.PlaybookSet;
import io.vigie.response.PlaybookSuggestions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Adds to each alert the playbook that fits it, and the past cases that it is like. Without state:
 * the alert alone decides.
 */
final class SuggestPlaybookFunction extends RichMapFunction<Alert, Alert> {

  private static final long serialVersionUID = 1L;

  private final PlaybookSet playbooks;
  private final @Nullable ArrayList<Case> cases;
  private transient PlaybookSuggestions suggestions;

  /**
   * @param cases what is remembered, or null
   */
  SuggestPlaybookFunction(PlaybookSet playbooks, @Nullable List<Case> cases) {
    this.playbooks = playbooks;
    this.cases = cases == null ? null : new ArrayList<>(cases);
  }

  @Override
  public void open(OpenContext context) {
    suggestions = new PlaybookSuggestions(playbooks, cases);
  }

  @Override
  public Alert map(Alert alert) {
    return suggestions.addTo(alert);
  }
}
