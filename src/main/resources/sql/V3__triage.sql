-- How to handle the most urgent mentions during an incident.

CREATE TABLE triage (
  brand          text NOT NULL,
  incident_id    text NOT NULL,
  mention_id     text NOT NULL,
  at             timestamptz NOT NULL,
  platform       text NOT NULL,
  lang           text,
  priority       int NOT NULL,
  handling       text NOT NULL,
  rule           text,
  faq_entry      text,
  faq_confidence double precision,
  exercise       boolean NOT NULL,
  document       jsonb NOT NULL,
  PRIMARY KEY (brand, incident_id, mention_id)
);
CREATE INDEX triage_incident_priority ON triage (incident_id, priority DESC, at);
