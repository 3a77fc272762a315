-- Grain: one loaded article. Key: doc. Reader: the build, to know what is new.
SELECT doc FROM raw.article ORDER BY doc;
