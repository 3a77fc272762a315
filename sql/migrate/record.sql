-- Grain: one migration that was applied. Key: number. Reader: the migrations themselves.
INSERT OR REPLACE INTO meta.migration VALUES (?, ?, ?);
