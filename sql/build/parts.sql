-- Grain: one part of the code that made the tables. Key: part. Reader: the build, to know whether everything must be made again.
SELECT part, version FROM meta.build ORDER BY part;
