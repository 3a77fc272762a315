-- Grain: one actor that claims, denies, or is blamed for one incident. Key: eventid, actor, kind. Reader: who studies claims and how late they come.
CREATE OR REPLACE VIEW mart.claim AS
SELECT
    c.eventid,
    c.actor,
    c.kind,
    min(c.mode) AS mode,
    min(try_cast(c.said_date AS DATE)) AS said_date,
    min(c.published_at) AS first_published_at,
    any_value(v.first_date) AS incident_date,
    date_diff(
        'day',
        any_value(CASE WHEN v.first_date = v.last_date THEN v.first_date END),
        coalesce(min(try_cast(c.said_date AS DATE)), min(c.published_at)::DATE)
    ) AS delay_days,
    count(DISTINCT c.account_id) AS accounts
FROM core.claim AS c
INNER JOIN core.incident_version AS v ON c.eventid = v.eventid AND v.known_to IS NULL
GROUP BY c.eventid, c.actor, c.kind;

COMMENT ON VIEW mart.claim IS 'Who claimed, denied or was blamed, and after how many days';
COMMENT ON COLUMN mart.claim.eventid IS 'Incident';
COMMENT ON COLUMN mart.claim.actor IS 'Group, state or person';
COMMENT ON COLUMN mart.claim.kind IS 'claim, denial, attribution, suspicion or none_claimed';
COMMENT ON COLUMN mart.claim.mode IS 'How it was claimed, GTD label; the first in order where reports differ';
COMMENT ON COLUMN mart.claim.said_date IS 'Earliest day of the statement that a report gives';
COMMENT ON COLUMN mart.claim.first_published_at IS 'When the first report of it was published, UTC';
COMMENT ON COLUMN mart.claim.incident_date IS 'First day of the incident';
COMMENT ON COLUMN mart.claim.delay_days IS 'Days from the incident to the statement, else to its first report; NULL where the day of the incident is not known';
COMMENT ON COLUMN mart.claim.accounts IS 'Accounts that tell of it';
