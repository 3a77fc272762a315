-- Grain: one id ever given out, and one incident that stands for it now. Key: eventid, leads_to. Reader: who noted an id once and looks for what became of it.
CREATE OR REPLACE VIEW mart.eventid AS
SELECT i.eventid, i.eventid AS leads_to, 'stands' AS how
FROM core.incident AS i
UNION ALL
SELECT l.eventid, l.other_eventid, l.kind
FROM core.incident_link AS l
WHERE l.kind != 'related'
UNION ALL
SELECT e.eventid, NULL, 'gone'
FROM core.eventid_issued AS e
ANTI JOIN core.incident AS i ON e.eventid = i.eventid
ANTI JOIN core.incident_link AS l ON e.eventid = l.eventid AND l.kind != 'related';

COMMENT ON VIEW mart.eventid IS 'Every id ever given out and where it leads today: join what you noted with it on eventid and go on with leads_to';
COMMENT ON COLUMN mart.eventid.eventid IS 'Id as it was given out';
COMMENT ON COLUMN mart.eventid.leads_to IS 'Incident that stands now; NULL where no account tells of any';
COMMENT ON COLUMN mart.eventid.how IS 'stands: it is itself; merged_into: another incident took it in; split_into: accounts that it stood for are in an incident with an id of its own now; gone: none of its accounts tells of an incident now: taken out, no longer counted as terrorism, or in quarantine';
