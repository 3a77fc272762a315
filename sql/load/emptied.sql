-- Grain: one incident that no account tells of any more. Key: eventid. Reader: the loader.
CREATE OR REPLACE TEMP TABLE scope_incident AS
SELECT eventid FROM core.incident WHERE eventid NOT IN (SELECT eventid FROM core.incident_account);
