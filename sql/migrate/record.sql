-- Grain: one migration that was applied. Key: number. Reader: the migrations themselves.
MERGE INTO meta.migration AS t
USING (SELECT ?::INTEGER AS number, ?::VARCHAR AS name, ?::VARCHAR AS sha256) AS s
ON t.number = s.number
WHEN MATCHED THEN UPDATE SET name = s.name, sha256 = s.sha256
WHEN NOT MATCHED THEN INSERT (number, name, sha256) VALUES (s.number, s.name, s.sha256);
