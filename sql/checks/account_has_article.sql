-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.account
-- severity: reject
-- source: evidence
-- why: an account without its article has no evidence to show
SELECT a.account_id AS key, a.doc AS observed
FROM core.account AS a
ANTI JOIN raw.article AS r USING (doc);
