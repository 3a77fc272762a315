-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.claim
-- severity: reject
-- source: evidence
-- why: a claim's quote is exactly the characters of the article that it points to
SELECT c.account_id || '/' || c.ordinal AS key, c.quote AS observed
FROM core.claim AS c
INNER JOIN core.account AS a USING (account_id)
INNER JOIN raw.article AS r USING (doc)
WHERE c."start" >= 0 AND substring(r.title || E'\n\n' || r.text, c."start" + 1, c."end" - c."start") <> c.quote;
