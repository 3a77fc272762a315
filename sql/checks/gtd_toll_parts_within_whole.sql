-- grain: one row that breaks the rule
-- key: key
-- reader: etl/validate, after every load
-- table: gtd.incident
-- severity: reject
-- source: casualties
-- why: dead and hurt attackers and Americans are among the dead and the hurt
SELECT eventid::VARCHAR AS key, concat_ws(', ', nkill, nkillter, nkillus, nwound, nwoundte, nwoundus) AS observed
FROM gtd.incident
WHERE nkillter > nkill OR nkillus > nkill OR nwoundte > nwound OR nwoundus > nwound;
