-- Grain: one code of one list. Key: list, code. Reader: the data dictionary.
SELECT list, code, label
FROM ref.code
ORDER BY list, code;
