-- Grain: one run. Key: run_id. Reader: the report, for its trends.
SELECT run_id, started_at, finished_at, status, articles, accounts, incidents, seconds
FROM quality.run
ORDER BY started_at;
