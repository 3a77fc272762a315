-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: gtd.incident
-- severity: reject
-- source: unknown
-- why: the columns stand in GTD's order: eventid first, related last, nkill the 99th
SELECT column_name AS key, ordinal_position::VARCHAR AS observed
FROM information_schema.columns
WHERE table_schema = 'gtd' AND table_name = 'incident'
    AND column_name IN ('eventid', 'nkill', 'related')
    AND ordinal_position <> CASE column_name WHEN 'eventid' THEN 1 WHEN 'nkill' THEN 99 ELSE 135 END;
