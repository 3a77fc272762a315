-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.toll
-- severity: reject
-- source: evidence
-- why: a toll's quote is exactly the characters of the article that it points to
SELECT t.account_id || '/' || t.ordinal AS key, t.quote AS observed
FROM core.toll AS t
INNER JOIN core.account AS a USING (account_id)
INNER JOIN raw.article AS r USING (doc)
WHERE t."start" >= 0 AND substring(r.title || E'\n\n' || r.text, t."start" + 1, t."end" - t."start") <> t.quote;
