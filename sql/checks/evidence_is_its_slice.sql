-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.evidence
-- severity: reject
-- source: evidence
-- why: a quote is exactly the characters of the article that it points to
SELECT
    e.account_id || '/' || e.field || '/' || e.ordinal AS key,
    e.quote || ' <> ' || substring(r.title || E'\n\n' || r.text, e."start" + 1, e."end" - e."start") AS observed
FROM core.evidence AS e
INNER JOIN core.account AS a USING (account_id)
INNER JOIN raw.article AS r USING (doc)
WHERE e."start" >= 0 AND substring(r.title || E'\n\n' || r.text, e."start" + 1, e."end" - e."start") <> e.quote;
