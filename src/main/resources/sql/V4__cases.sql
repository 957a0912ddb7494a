-- Memory: closed incidents with what was done and what came of it. Filled by ./vigie cases record,
-- never with an exercise.

CREATE TABLE cases (
  case_id               text PRIMARY KEY,
  title                 text NOT NULL,
  scenario              text NOT NULL,
  crisis_type           text,
  outcome               text NOT NULL,
  back_to_usual_seconds bigint,
  residual_sentiment    double precision,
  known_results         int NOT NULL,
  document              text NOT NULL,
  recorded_at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX cases_scenario ON cases (scenario);
