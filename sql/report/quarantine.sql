-- Grain: one thing that was put aside. Key: key, suite, stage. Reader: the report, for quarantine by reason.
SELECT
    q.key, q.suite, q.stage, q.reason AS kind, coalesce(q.payload ->> '$.why', q.reason) AS reason, q.doc, q.url, a.title,
    r.started_at AS since, q.status, q.decided_by, q.decided_why, q.decided_at
FROM quality.quarantine AS q
LEFT JOIN raw.article AS a ON q.doc = a.doc
LEFT JOIN quality.run AS r ON q.first_run_id = r.run_id
ORDER BY since DESC, q.key;
