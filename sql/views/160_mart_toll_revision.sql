-- Grain: one change of one incident's toll. Key: eventid, known_from. Reader: who asks what changed since, and how far first figures can be trusted.
CREATE OR REPLACE VIEW mart.toll_revision AS
WITH step AS (
    SELECT
        eventid,
        known_from,
        nkill,
        nwound,
        accounts,
        lag(nkill) OVER history AS nkill_before,
        lag(nwound) OVER history AS nwound_before,
        lag(known_from) OVER history AS before_from
    FROM core.incident_version
    WHERE eventid IN (SELECT eventid FROM core.incident WHERE versions > 1)
    WINDOW history AS (PARTITION BY eventid ORDER BY known_from)
)

SELECT
    eventid,
    known_from,
    before_from,
    nkill_before,
    nkill,
    nkill - nkill_before AS nkill_change,
    nwound_before,
    nwound,
    nwound - nwound_before AS nwound_change,
    accounts
FROM step
WHERE before_from IS NOT NULL
    AND (nkill IS DISTINCT FROM nkill_before OR nwound IS DISTINCT FROM nwound_before);

COMMENT ON VIEW mart.toll_revision IS 'Every change of the dead or hurt of an incident, with the figures before';
COMMENT ON COLUMN mart.toll_revision.eventid IS 'Incident';
COMMENT ON COLUMN mart.toll_revision.known_from IS 'Since when the new figures hold, UTC';
COMMENT ON COLUMN mart.toll_revision.before_from IS 'Since when the figures before held, UTC';
COMMENT ON COLUMN mart.toll_revision.nkill_before IS 'Dead as believed before';
COMMENT ON COLUMN mart.toll_revision.nkill IS 'Dead as believed then';
COMMENT ON COLUMN mart.toll_revision.nkill_change IS 'Difference; NULL where either is unknown';
COMMENT ON COLUMN mart.toll_revision.nwound_before IS 'Hurt as believed before';
COMMENT ON COLUMN mart.toll_revision.nwound IS 'Hurt as believed then';
COMMENT ON COLUMN mart.toll_revision.nwound_change IS 'Difference; NULL where either is unknown';
COMMENT ON COLUMN mart.toll_revision.accounts IS 'Accounts known then';
