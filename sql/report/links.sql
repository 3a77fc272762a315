-- Grain: one pair of incidents and how they relate. Key: eventid, other_eventid, kind. Reader: the report, for related and merged incidents.
SELECT eventid, other_eventid, kind
FROM core.incident_link
ORDER BY ALL;
