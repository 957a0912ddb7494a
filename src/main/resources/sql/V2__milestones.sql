-- How fast an incident was noticed, taken in hand, answered and over; null = has not happened.

ALTER TABLE incidents
  ADD COLUMN planned_event          text,
  ADD COLUMN onset_at               timestamptz,
  ADD COLUMN alerted_at             timestamptz,
  ADD COLUMN escalated_at           timestamptz,
  ADD COLUMN acknowledged_at        timestamptz,
  ADD COLUMN acknowledged_by        text,
  ADD COLUMN responded_at           timestamptz,
  ADD COLUMN responded_by           text,
  ADD COLUMN resolved_by            text,
  ADD COLUMN outcome                text,
  ADD COLUMN baseline_at            timestamptz,
  ADD COLUMN seconds_to_detect      bigint,
  ADD COLUMN seconds_to_acknowledge bigint,
  ADD COLUMN seconds_to_respond     bigint,
  ADD COLUMN seconds_to_baseline    bigint;

ALTER TABLE signals
  ADD COLUMN planned_event text;
