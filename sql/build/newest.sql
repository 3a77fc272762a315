-- Grain: the incident that most articles tell of, the newest of them. Key: eventid. Reader: the hints after a run.
SELECT eventid
FROM core.incident_account
GROUP BY eventid
ORDER BY count(*) DESC, eventid DESC
LIMIT 1;
