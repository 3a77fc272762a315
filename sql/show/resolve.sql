-- Grain: one incident that stands and that an id leads to. Key: eventid. Reader: incidents show, which shows the first of them.
FROM (
    SELECT eventid, 'stands' AS how
    FROM core.incident
    WHERE eventid = $eventid
    UNION ALL
    SELECT other_eventid, kind
    FROM core.incident_link
    WHERE eventid = $eventid AND kind != 'related'
)
ORDER BY list_position(['stands', 'merged_into', 'split_into'], how), eventid;
