package io.vigie.response;

/** What a template is for. Every playbook has one of each, in every {@link Language}. */
public enum TemplateKind {
  HOLDING_STATEMENT("holdingStatement"),
  ANSWER_TO_COMPLAINT("answerToComplaint"),
  ANSWER_TO_FALSE_CLAIM("answerToFalseClaim"),
  ANSWER_TO_QUESTION("answerToQuestion"),
  INTERNAL_BRIEFING("internalBriefing");

  private final String key;

  TemplateKind(String key) {
    this.key = key;
  }

  /** The key in YAML. */
  public String key() {
    return key;
  }
}
