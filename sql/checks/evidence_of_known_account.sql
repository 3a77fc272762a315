-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.evidence
-- severity: reject
-- source: evidence
-- why: a quote belongs to an account that exists
SELECT e.account_id || '/' || e.field || '/' || e.ordinal AS key, e.quote AS observed
FROM core.evidence AS e
ANTI JOIN core.account AS a USING (account_id);
