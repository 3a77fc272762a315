-- Grain: one incident as it was known at a time (UTC), GTD's 135 columns. Key: eventid. Reader: who asks what we believed then.
CREATE OR REPLACE MACRO gtd.incident_as_of(ts) AS TABLE
SELECT * EXCLUDE (known_from, known_to)
FROM gtd.incident_history
WHERE known_from <= ts::TIMESTAMP AND (known_to IS NULL OR known_to > ts::TIMESTAMP);

COMMENT ON MACRO TABLE gtd.incident_as_of IS 'Incidents as they were known at the given time (UTC), in GTD''s 135 columns';
