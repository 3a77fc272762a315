-- Grain: one expectation as it was last checked. Key: suite, expectation. Reader: the report, for the pages of the suites.
-- A suite that the last run had nothing to check in shows the run before.
SELECT suite, expectation, severity, "column", success, observed, failed_rows, total_rows, why, source_rule
FROM quality.expectation_result
INNER JOIN quality.run USING (run_id)
QUALIFY started_at = max(started_at) OVER (PARTITION BY suite)
ORDER BY suite, expectation;
