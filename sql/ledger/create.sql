-- What became of every address that was asked for.
-- grain: one request for one address, tries again included
-- key: id
-- reader: etl/store/ledger.py, before a page is asked for again
CREATE TABLE IF NOT EXISTS ledger (
    id INTEGER PRIMARY KEY,
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
    size INTEGER,
    attempts INTEGER NOT NULL,
    role TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS ledger_url ON ledger (url, id);
CREATE INDEX IF NOT EXISTS ledger_snapshot ON ledger (snapshot);
CREATE INDEX IF NOT EXISTS ledger_source ON ledger (source, asked_at);
CREATE INDEX IF NOT EXISTS ledger_asked ON ledger (asked_at);
