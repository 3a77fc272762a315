"""Which articles are copies: each article is looked at once, beside those alone whose fingerprints meet its own."""

from __future__ import annotations

from etl.pipeline.workspace import Workspace, open_warehouse

# So many articles are compared at a time: their texts fit memory many times over.
BATCH = 10_000


def note_copies(ws: Workspace) -> list[tuple[str, str]]:
    """All pairs of articles with one story between them, (original, copy); those of new articles are found and kept first."""
    from etl.read.copies import METHOD, find_copies, fingerprint_of

    warehouse = open_warehouse(ws)
    fresh = sorted(ws.articles.docs() - warehouse.fingerprinted(METHOD))
    for start in range(0, len(fresh), BATCH):
        docs = fresh[start : start + BATCH]
        articles = list(ws.articles.read(docs))
        fingerprints = {article.doc: fingerprint_of(article) for article in articles}
        beside = ws.articles.read(set(warehouse.alike(fingerprints.values())) - set(docs))
        copies = [(pair.original, pair.copy, pair.share) for pair in find_copies(articles, beside)]
        warehouse.keep_copies(fingerprints, copies, method=METHOD)
    return warehouse.copies()
