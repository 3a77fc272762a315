-- Grain: one migration that was applied. Key: number. Reader: the migrations themselves.
SELECT number, sha256 FROM meta.migration;
