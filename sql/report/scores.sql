-- Grain: one score of one field in one run. Key: run_id, corpus, slice, field. Reader: the report, for the scorecard and its trend.
SELECT run_id, started_at, corpus, slice, field, p, r, f1, n
FROM quality.score
INNER JOIN quality.run USING (run_id)
ORDER BY started_at, corpus, slice, field;
