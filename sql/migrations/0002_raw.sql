-- Grain: one response as received. Key: snapshot. Reader: whoever asks what we fetched and when.
CREATE TABLE raw.snapshot (
    snapshot VARCHAR PRIMARY KEY,
    sha256 VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR,
    fetched_at TIMESTAMP,
    status INTEGER,
    content_type VARCHAR,
    bytes BIGINT CHECK (bytes >= 0)
);

COMMENT ON TABLE raw.snapshot IS 'Responses as received; the bytes lie in the snapshot store under their digest';
COMMENT ON COLUMN raw.snapshot.snapshot IS 'Key: the same bytes from the same address, whenever they came';
COMMENT ON COLUMN raw.snapshot.sha256 IS 'SHA-256 of the bytes';
COMMENT ON COLUMN raw.snapshot.source IS 'Declared source that it was fetched for';
COMMENT ON COLUMN raw.snapshot.url IS 'Address asked for';
COMMENT ON COLUMN raw.snapshot.final_url IS 'Address after redirects';
COMMENT ON COLUMN raw.snapshot.fetched_at IS 'When it was received, UTC';
COMMENT ON COLUMN raw.snapshot.status IS 'HTTP status, 0 where no server answered (files, entries of a list)';
COMMENT ON COLUMN raw.snapshot.content_type IS 'Content type as answered';
COMMENT ON COLUMN raw.snapshot.bytes IS 'Length of the body in bytes';

-- Grain: one article. Key: doc. Reader: incidents show, and whoever reads the text behind a quote.
CREATE TABLE raw.article (
    doc VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    url VARCHAR,
    source VARCHAR,
    published_at TIMESTAMP,
    author VARCHAR,
    language VARCHAR,
    snapshot VARCHAR,
    fetched_at TIMESTAMP,
    canonical_url VARCHAR,
    outlet_country VARCHAR,
    reliability VARCHAR
);

COMMENT ON TABLE raw.article IS 'Articles as read; quotes are slices of title, blank line, text';
COMMENT ON COLUMN raw.article.doc IS 'Identity of the article, stable for the same content of the same page';
COMMENT ON COLUMN raw.article.title IS 'Headline, normalised once';
COMMENT ON COLUMN raw.article.text IS 'Body, paragraphs parted by a blank line, normalised once';
COMMENT ON COLUMN raw.article.url IS 'Address';
COMMENT ON COLUMN raw.article.source IS 'Outlet';
COMMENT ON COLUMN raw.article.published_at IS 'When it was published, UTC; NULL where the article shows no time';
COMMENT ON COLUMN raw.article.author IS 'By-line';
COMMENT ON COLUMN raw.article.language IS 'ISO 639-1 code, und where it could not be told';
COMMENT ON COLUMN raw.article.snapshot IS 'Key of the response that it was read from';
COMMENT ON COLUMN raw.article.fetched_at IS 'When it was received, UTC';
COMMENT ON COLUMN raw.article.canonical_url IS 'Address that the page calls its own';
COMMENT ON COLUMN raw.article.outlet_country IS 'Country of the outlet';
COMMENT ON COLUMN raw.article.reliability IS 'independent, official, partisan or perpetrator, as declared for the source';
