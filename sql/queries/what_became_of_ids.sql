-- Grain: one id ever given out, and one incident that it leads to. Key: eventid, leads_to. Reader: who noted ids and comes back for them.
-- Where does each id that was ever given out lead today, and what is it now?
SELECT e.eventid, e.how, e.leads_to, g.country_txt, g.city, g.nkill
FROM mart.eventid AS e
LEFT JOIN gtd.incident AS g ON e.leads_to = g.eventid
ORDER BY e.how = 'stands', e.eventid, e.leads_to
LIMIT 100;
