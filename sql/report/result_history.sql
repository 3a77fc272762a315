-- Grain: one suite in one run. Key: run_id, suite. Reader: the report, for the trend of expectations met.
SELECT run_id, started_at, suite, count(*) AS checks, count(*) FILTER (WHERE NOT success) AS failed
FROM quality.expectation_result
INNER JOIN quality.run USING (run_id)
GROUP BY ALL
ORDER BY started_at, suite;
