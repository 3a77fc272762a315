-- Grain: one article that goes, staged from `gone`. Key: doc. Reader: the nightly retention.
-- Fingerprints and copies stay: two articles may be known for one story by a third that has gone.
DELETE FROM raw.article WHERE doc IN (SELECT key FROM gone);
