-- Grain: one link of one incident. Key: eventid, other_eventid, kind. Reader: incidents show.
SELECT eventid, other_eventid, kind
FROM core.incident_link
WHERE eventid = $eventid OR other_eventid = $eventid
ORDER BY ALL;
