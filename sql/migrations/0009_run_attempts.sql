-- Grain: one run. Key: run_id. Reader: who asks how often a run was begun, and what stopped it.
ALTER TABLE quality.run ADD COLUMN attempts BIGINT DEFAULT 1;
ALTER TABLE quality.run ADD COLUMN trouble VARCHAR;

COMMENT ON COLUMN quality.run.attempts IS 'How often it was begun: killed, failed and repeated attempts included';
COMMENT ON COLUMN quality.run.trouble IS 'What ended its attempts that did not finish, a line each; NULL where nothing did';
