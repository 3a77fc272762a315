-- Grain: one incident in GTD's columns. Key: eventid. Reader: incidents show.
FROM gtd.incident WHERE eventid = $eventid;
