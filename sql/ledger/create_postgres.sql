-- The same table for many machines: in a schema of its own beside DuckLake's catalogue.
-- grain: one request for one address, tries again included
-- key: id
-- reader: etl/store/ledger.py, before a page is asked for again
-- Two that come first at once would both make it, so they take turns.
SELECT pg_advisory_xact_lock(20260101);
CREATE SCHEMA IF NOT EXISTS incidents;
CREATE TABLE IF NOT EXISTS incidents.ledger (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('new', 'unchanged', 'failed', 'refused')),
    status INTEGER,
    reason TEXT NOT NULL,
    sha256 TEXT,
    snapshot TEXT,
    etag TEXT,
    last_modified TEXT,
    final_url TEXT,
    size BIGINT,
    attempts INTEGER NOT NULL,
    role TEXT NOT NULL
);
-- By hash, since an address may be longer than an entry of a tree.
CREATE INDEX IF NOT EXISTS ledger_url ON incidents.ledger USING hash (url);
CREATE INDEX IF NOT EXISTS ledger_snapshot ON incidents.ledger (snapshot);
CREATE INDEX IF NOT EXISTS ledger_source ON incidents.ledger (source, asked_at);
CREATE INDEX IF NOT EXISTS ledger_asked ON incidents.ledger (asked_at);
