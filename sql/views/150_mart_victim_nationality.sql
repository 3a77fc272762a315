-- Grain: one nationality, status and year. Key: country, status, year. Reader: foreign ministries; who counts citizens among victims.
CREATE OR REPLACE VIEW mart.victim_nationality AS
WITH per_incident AS (
    SELECT eventid, country, status, max(count) AS victims
    FROM core.victim
    WHERE eventid IS NOT NULL
    GROUP BY ALL
)

SELECT
    p.country,
    p.status,
    v.iyear AS year,
    count(*) AS incidents,
    sum(p.victims)::BIGINT AS victims,
    count(*) FILTER (WHERE p.victims IS NULL) AS without_number,
    count(*) FILTER (WHERE v.country_txt IS DISTINCT FROM p.country) AS abroad
FROM per_incident AS p
INNER JOIN core.incident_version AS v ON p.eventid = v.eventid AND v.known_to IS NULL
GROUP BY ALL;

COMMENT ON VIEW mart.victim_nationality IS 'Victims by stated nationality; of differing figures for one incident the highest counts';
COMMENT ON COLUMN mart.victim_nationality.country IS 'Nationality, GTD label';
COMMENT ON COLUMN mart.victim_nationality.status IS 'killed, wounded, casualty (not told apart) or hostage';
COMMENT ON COLUMN mart.victim_nationality.year IS 'Year of the incident';
COMMENT ON COLUMN mart.victim_nationality.incidents IS 'Incidents with such victims';
COMMENT ON COLUMN mart.victim_nationality.victims IS 'Victims, where numbers are told';
COMMENT ON COLUMN mart.victim_nationality.without_number IS 'Incidents whose reports give no number';
COMMENT ON COLUMN mart.victim_nationality.abroad IS 'Incidents outside the country of that nationality';
