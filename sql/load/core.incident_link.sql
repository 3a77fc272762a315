-- Grain: one pair of related incidents, staged from `incoming`. Key: eventid, other_eventid, kind. Reader: the loader; sql/load/leads.sql writes the other kinds.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.incident_link LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.incident_link AS t
WHERE t.kind = 'related'
    AND (t.eventid IN (FROM scope_incident) OR t.other_eventid IN (FROM scope_incident))
    AND NOT EXISTS (FROM staged AS s WHERE t.eventid = s.eventid AND t.other_eventid = s.other_eventid AND t.kind = s.kind);

MERGE INTO core.incident_link AS t
USING staged AS s
ON t.eventid = s.eventid AND t.other_eventid = s.other_eventid AND t.kind = s.kind
WHEN NOT MATCHED THEN INSERT (eventid, other_eventid, kind)
VALUES (s.eventid, s.other_eventid, s.kind);
