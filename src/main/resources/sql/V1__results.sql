-- What the job finds, for people and dashboards. Every table is filled by idempotent upsert on its
-- primary key; times are event time, except dead_letters.at.

CREATE TABLE incidents (
  incident_id       text PRIMARY KEY,
  brand             text NOT NULL,
  revision          int NOT NULL,
  status            text NOT NULL,
  severity          double precision,
  level             text NOT NULL,
  peak_severity     double precision,
  patterns          text[] NOT NULL,
  started_at        timestamptz NOT NULL,
  detected_at       timestamptz NOT NULL,
  first_mention_at  timestamptz,
  updated_at        timestamptz NOT NULL,
  resolved_at       timestamptz,
  mentions          bigint NOT NULL,
  negative_mentions bigint NOT NULL,
  summary           text NOT NULL,
  exercise          boolean NOT NULL,
  document          jsonb NOT NULL
);
CREATE INDEX incidents_brand_time ON incidents (brand, started_at DESC);
CREATE INDEX incidents_unresolved ON incidents (updated_at DESC) WHERE resolved_at IS NULL;

CREATE TABLE alerts (
  alert_id         text PRIMARY KEY,
  incident_id      text NOT NULL,
  revision         int NOT NULL,
  status           text NOT NULL,
  brand            text NOT NULL,
  severity         double precision,
  severity_level   text NOT NULL,
  patterns         text[] NOT NULL,
  started_at       timestamptz NOT NULL,
  detected_at      timestamptz NOT NULL,
  at               timestamptz NOT NULL,
  first_mention_at timestamptz,
  summary          text NOT NULL,
  exercise         boolean NOT NULL,
  document         jsonb NOT NULL
);
CREATE INDEX alerts_brand_time ON alerts (brand, at DESC);
CREATE INDEX alerts_incident ON alerts (incident_id, revision);

CREATE TABLE kpis (
  brand                  text NOT NULL,
  platform               text NOT NULL,
  size                   text NOT NULL,
  window_start           timestamptz NOT NULL,
  window_end             timestamptz NOT NULL,
  revision               int NOT NULL,
  mentions               bigint NOT NULL,
  authors                bigint NOT NULL,
  positive               bigint NOT NULL,
  neutral                bigint NOT NULL,
  negative               bigint NOT NULL,
  unscored               bigint NOT NULL,
  net_sentiment          double precision,
  likes                  bigint NOT NULL,
  shares                 bigint NOT NULL,
  replies                bigint NOT NULL,
  interactions           bigint NOT NULL,
  engagement_rate        double precision,
  engagement_denominator text NOT NULL,
  engagement_base        bigint NOT NULL,
  potential_reach        bigint NOT NULL,
  share_of_voice         double precision,
  competitor_set         text,
  followers              bigint,
  followers_change       bigint,
  PRIMARY KEY (brand, platform, size, window_start)
);
CREATE INDEX kpis_size_time ON kpis (size, window_start DESC);

CREATE TABLE indicators (
  brand    text NOT NULL,
  at       timestamptz NOT NULL,
  learning boolean NOT NULL,
  readings jsonb NOT NULL,
  PRIMARY KEY (brand, at)
);

CREATE TABLE signals (
  brand     text NOT NULL,
  name      text NOT NULL,
  at        timestamptz NOT NULL,
  phase     text NOT NULL,
  exercise  boolean NOT NULL,
  since     timestamptz NOT NULL,
  indicator text NOT NULL,
  value     double precision,
  expected  double precision,
  surprise  double precision,
  PRIMARY KEY (brand, name, at, phase, exercise)
);
CREATE INDEX signals_brand_time ON signals (brand, at DESC);

CREATE TABLE dead_letters (
  source           text NOT NULL,
  source_partition int NOT NULL,
  source_position  bigint NOT NULL,
  sha256           text NOT NULL,
  reason           text NOT NULL,
  detail           text NOT NULL,
  original         bytea NOT NULL,
  original_length  bigint NOT NULL,
  at               timestamptz NOT NULL,
  PRIMARY KEY (source, source_partition, source_position, sha256)
);
CREATE INDEX dead_letters_reason_time ON dead_letters (reason, at DESC);
