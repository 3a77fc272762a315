-- Grain: one row of quality.run, staged from `incoming`. Key: run_id. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM quality.run LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

MERGE INTO quality.run AS t
USING staged AS s
ON t.run_id = s.run_id
WHEN MATCHED AND (
    t.started_at IS DISTINCT FROM s.started_at
    OR t.finished_at IS DISTINCT FROM s.finished_at
    OR t.status IS DISTINCT FROM s.status
    OR t.trigger IS DISTINCT FROM s.trigger
    OR t.articles IS DISTINCT FROM s.articles
    OR t.accounts IS DISTINCT FROM s.accounts
    OR t.incidents IS DISTINCT FROM s.incidents
    OR t.seconds IS DISTINCT FROM s.seconds
    OR t.code_version IS DISTINCT FROM s.code_version
) THEN UPDATE SET
    started_at = s.started_at,
    finished_at = s.finished_at,
    status = s.status,
    trigger = s.trigger,
    articles = s.articles,
    accounts = s.accounts,
    incidents = s.incidents,
    seconds = s.seconds,
    code_version = s.code_version
WHEN NOT MATCHED THEN INSERT (run_id, started_at, finished_at, status, trigger, articles, accounts, incidents, seconds, code_version)
VALUES (s.run_id, s.started_at, s.finished_at, s.status, s.trigger, s.articles, s.accounts, s.incidents, s.seconds, s.code_version);
