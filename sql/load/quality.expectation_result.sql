-- Grain: one row of quality.expectation_result, staged from `incoming`. Key: run_id, suite, expectation, column. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM quality.expectation_result LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO quality.expectation_result AS t
USING staged AS s
ON t.run_id = s.run_id AND t.suite = s.suite AND t.expectation = s.expectation AND t."column" IS NOT DISTINCT FROM s."column"
WHEN MATCHED AND (
    t.severity IS DISTINCT FROM s.severity
    OR t.success IS DISTINCT FROM s.success
    OR t.observed IS DISTINCT FROM s.observed
    OR t.failed_rows IS DISTINCT FROM s.failed_rows
    OR t.total_rows IS DISTINCT FROM s.total_rows
    OR t.why IS DISTINCT FROM s.why
    OR t.source_rule IS DISTINCT FROM s.source_rule
) THEN UPDATE SET
    severity = s.severity,
    success = s.success,
    observed = s.observed,
    failed_rows = s.failed_rows,
    total_rows = s.total_rows,
    why = s.why,
    source_rule = s.source_rule
WHEN NOT MATCHED THEN INSERT (run_id, suite, expectation, severity, "column", success, observed, failed_rows, total_rows, why, source_rule)
VALUES (s.run_id, s.suite, s.expectation, s.severity, s."column", s.success, s.observed, s.failed_rows, s.total_rows, s.why, s.source_rule);
