-- That an incident belongs to another; null = it stands for itself.

ALTER TABLE incidents
  ADD COLUMN merged_into text;
CREATE INDEX incidents_merged_into ON incidents (merged_into) WHERE merged_into IS NOT NULL;
