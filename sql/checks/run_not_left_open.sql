-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: quality.run
-- severity: warn
-- source: pipeline
-- why: a run that began has ended, well or badly
SELECT run_id AS key, started_at::VARCHAR AS observed
FROM quality.run
WHERE finished_at IS NULL AND started_at < (SELECT max(started_at) FROM quality.run);
