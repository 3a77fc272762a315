-- Grain: one run. Key: run_id. Reader: the quality report; the only table that two writes of the same articles leave different.
CREATE TABLE quality.run (
    run_id VARCHAR PRIMARY KEY,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL,
    trigger VARCHAR,
    articles BIGINT,
    accounts BIGINT,
    incidents BIGINT,
    seconds DOUBLE,
    code_version VARCHAR
);

COMMENT ON TABLE quality.run IS 'Runs of the pipeline';
COMMENT ON COLUMN quality.run.run_id IS 'Id of the run';
COMMENT ON COLUMN quality.run.started_at IS 'When it began, UTC';
COMMENT ON COLUMN quality.run.finished_at IS 'When it ended, UTC; NULL while it runs or where it broke off';
COMMENT ON COLUMN quality.run.status IS 'started, finished or failed';
COMMENT ON COLUMN quality.run.trigger IS 'Who started it: schedule, person, test';
COMMENT ON COLUMN quality.run.articles IS 'Articles read';
COMMENT ON COLUMN quality.run.accounts IS 'Accounts extracted';
COMMENT ON COLUMN quality.run.incidents IS 'Incidents after it';
COMMENT ON COLUMN quality.run.seconds IS 'How long it took';
COMMENT ON COLUMN quality.run.code_version IS 'Version of the code';

-- Grain: one expectation on one batch of one run. Key: run_id, suite, expectation, column. Reader: the quality report.
CREATE TABLE quality.expectation_result (
    run_id VARCHAR NOT NULL,
    suite VARCHAR NOT NULL,
    expectation VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('reject', 'warn', 'inform')),
    "column" VARCHAR,
    success BOOLEAN NOT NULL,
    observed VARCHAR,
    failed_rows BIGINT,
    total_rows BIGINT,
    why VARCHAR,
    source_rule VARCHAR
);

COMMENT ON TABLE quality.expectation_result IS 'What each expectation said';
COMMENT ON COLUMN quality.expectation_result.run_id IS 'Run';
COMMENT ON COLUMN quality.expectation_result.suite IS 'Suite';
COMMENT ON COLUMN quality.expectation_result.expectation IS 'Expectation';
COMMENT ON COLUMN quality.expectation_result.severity IS 'reject, warn or inform';
COMMENT ON COLUMN quality.expectation_result."column" IS 'Column that it looks at';
COMMENT ON COLUMN quality.expectation_result.success IS 'Whether it held';
COMMENT ON COLUMN quality.expectation_result.observed IS 'What was seen';
COMMENT ON COLUMN quality.expectation_result.failed_rows IS 'Rows that did not meet it';
COMMENT ON COLUMN quality.expectation_result.total_rows IS 'Rows looked at';
COMMENT ON COLUMN quality.expectation_result.why IS 'What a failure means';
COMMENT ON COLUMN quality.expectation_result.source_rule IS 'Rule of the codebook that it comes from';

-- Grain: one thing that was put aside. Key: key, suite, stage. Reader: who mends and releases it.
CREATE TABLE quality.quarantine (
    key VARCHAR NOT NULL,
    suite VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    payload JSON,
    doc VARCHAR,
    url VARCHAR,
    first_run_id VARCHAR,
    status VARCHAR NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'released', 'rejected')),
    decided_by VARCHAR,
    decided_why VARCHAR,
    decided_at TIMESTAMP,
    PRIMARY KEY (key, suite, stage)
);

COMMENT ON TABLE quality.quarantine IS 'What did not pass, with the reason, until a person decides';
COMMENT ON COLUMN quality.quarantine.key IS 'Key of the row in its suite';
COMMENT ON COLUMN quality.quarantine.suite IS 'Suite';
COMMENT ON COLUMN quality.quarantine.stage IS 'Step that put it aside';
COMMENT ON COLUMN quality.quarantine.reason IS 'Why, one line';
COMMENT ON COLUMN quality.quarantine.payload IS 'The thing itself';
COMMENT ON COLUMN quality.quarantine.doc IS 'Article';
COMMENT ON COLUMN quality.quarantine.url IS 'Address';
COMMENT ON COLUMN quality.quarantine.first_run_id IS 'Run that first put it aside';
COMMENT ON COLUMN quality.quarantine.status IS 'open, released or rejected';
COMMENT ON COLUMN quality.quarantine.decided_by IS 'Who decided';
COMMENT ON COLUMN quality.quarantine.decided_why IS 'Why';
COMMENT ON COLUMN quality.quarantine.decided_at IS 'When, UTC';

-- Grain: one measurement in one run. Key: run_id, name, labels. Reader: the quality report.
CREATE TABLE quality.metric (
    run_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    labels VARCHAR NOT NULL DEFAULT '',
    value DOUBLE
);

COMMENT ON TABLE quality.metric IS 'Measurements over time';
COMMENT ON COLUMN quality.metric.run_id IS 'Run';
COMMENT ON COLUMN quality.metric.name IS 'What was measured';
COMMENT ON COLUMN quality.metric.labels IS 'Slice that it holds for, key=value pairs';
COMMENT ON COLUMN quality.metric.value IS 'The measurement';

-- Grain: one score of one field in one run. Key: run_id, corpus, slice, field. Reader: the quality report.
CREATE TABLE quality.score (
    run_id VARCHAR NOT NULL,
    corpus VARCHAR NOT NULL,
    slice VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    p DOUBLE,
    r DOUBLE,
    f1 DOUBLE,
    n BIGINT
);

COMMENT ON TABLE quality.score IS 'Scores against hand-coded corpora';
COMMENT ON COLUMN quality.score.run_id IS 'Run';
COMMENT ON COLUMN quality.score.corpus IS 'Corpus';
COMMENT ON COLUMN quality.score.slice IS 'Part of the corpus';
COMMENT ON COLUMN quality.score.field IS 'Field';
COMMENT ON COLUMN quality.score.p IS 'Precision in per cent';
COMMENT ON COLUMN quality.score.r IS 'Recall in per cent';
COMMENT ON COLUMN quality.score.f1 IS 'F1 in per cent';
COMMENT ON COLUMN quality.score.n IS 'Cases';
