-- Grain: one thing that retention took away. Key: kind, key. Reader: who looks for what was here once.
CREATE TABLE quality.removal (
    kind VARCHAR NOT NULL CHECK (kind IN ('article', 'snapshot')),
    key VARCHAR NOT NULL,
    source VARCHAR,
    url VARCHAR,
    fetched_at TIMESTAMP,
    removed_at TIMESTAMP NOT NULL,
    why VARCHAR NOT NULL,
    PRIMARY KEY (kind, key)
);

COMMENT ON TABLE quality.removal IS 'What was taken away because its time was over and no value of the warehouse rests on it';
COMMENT ON COLUMN quality.removal.kind IS 'article (its text and its row are gone) or snapshot (its bytes are gone, its row in raw.snapshot stays)';
COMMENT ON COLUMN quality.removal.key IS 'Its doc or snapshot';
COMMENT ON COLUMN quality.removal.source IS 'Declared source or outlet';
COMMENT ON COLUMN quality.removal.url IS 'Address';
COMMENT ON COLUMN quality.removal.fetched_at IS 'When it had been received, UTC';
COMMENT ON COLUMN quality.removal.removed_at IS 'When it was taken away, UTC';
COMMENT ON COLUMN quality.removal.why IS 'The setting that asked for it';
