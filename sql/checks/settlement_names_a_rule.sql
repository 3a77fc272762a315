-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: core.settlement
-- severity: reject
-- source: evidence
-- why: every settled value names the rule that chose it
SELECT eventid || '/' || field AS key, rule AS observed
FROM core.settlement
WHERE trim(rule) = '' OR NOT regexp_matches(rule, '^[a-z][a-z0-9_]*$');
