-- Grain: one article with the fingerprint by which its copies are found. Key: doc. Reader: reconciliation, when new articles come.
CREATE TABLE raw.article_fingerprint (
    doc VARCHAR PRIMARY KEY,
    method VARCHAR NOT NULL,
    fingerprint BIGINT [] NOT NULL
);

COMMENT ON TABLE raw.article_fingerprint IS 'Fingerprint of each article''s wording and address; copies have a number in common at least';
COMMENT ON COLUMN raw.article_fingerprint.doc IS 'Article';
COMMENT ON COLUMN raw.article_fingerprint.method IS 'How it was made; those of another method are made again';
COMMENT ON COLUMN raw.article_fingerprint.fingerprint IS 'Min-hashes of runs of words, and one of the address that the page calls its own';

-- Grain: one pair of articles of one wording or of one address. Key: original, copy. Reader: reconciliation, and who asks which outlets print whose words.
CREATE TABLE raw.article_copy (
    original VARCHAR NOT NULL,
    "copy" VARCHAR NOT NULL,
    share DOUBLE NOT NULL CHECK (share BETWEEN 0 AND 1),
    PRIMARY KEY (original, "copy")
);

COMMENT ON TABLE raw.article_copy IS 'Pairs of articles that are one story: wire copy, or one page fetched twice; together they have one voice';
COMMENT ON COLUMN raw.article_copy.original IS 'The article published first';
COMMENT ON COLUMN raw.article_copy."copy" IS 'The later one';
COMMENT ON COLUMN raw.article_copy.share IS 'Part of the shorter one''s runs of five words that both have; low where they only share an address';
