-- Grain: one id and the incident that it stands for now. Key: eventid. Reader: incidents show, incidents judge.
WITH RECURSIVE chain AS (
    SELECT $eventid::BIGINT AS eventid, 0 AS hops
    UNION
    SELECT l.other_eventid, c.hops + 1
    FROM chain AS c
    INNER JOIN core.incident_link AS l ON c.eventid = l.eventid AND l.kind = 'merged_into'
    WHERE c.hops < 20
)

SELECT c.eventid, i.anchor
FROM chain AS c
INNER JOIN core.incident AS i USING (eventid)
ORDER BY c.hops DESC
LIMIT 1;
