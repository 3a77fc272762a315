-- Grain: the whole warehouse, one row. Reader: the build, to hold that what came in is there.
SELECT
    (SELECT count(*) FROM raw.snapshot) AS snapshots,
    (SELECT count(*) FROM raw.article) AS articles,
    (SELECT count(*) FROM core.account) AS accounts,
    (SELECT count(*) FROM core.incident) AS incidents;
