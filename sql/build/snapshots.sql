-- Grain: one loaded snapshot. Key: snapshot. Reader: the build, to know what is new.
SELECT snapshot FROM raw.snapshot ORDER BY snapshot;
