-- Grain: one attack type and year. Key: attacktype, year. Reader: who compares attack types.
CREATE OR REPLACE VIEW mart.attack_year AS
WITH typed AS (
    SELECT
        iyear,
        nkill,
        nwound,
        success,
        unnest(
            CASE
                WHEN attacktype1_txt IS NULL THEN ['Unknown']
                ELSE list_filter([attacktype1_txt, attacktype2_txt, attacktype3_txt], lambda label : label IS NOT NULL)
            END
        ) AS attacktype
    FROM core.incident_version
    WHERE known_to IS NULL
)

SELECT
    attacktype,
    iyear AS year,
    count(*) AS incidents,
    sum(nkill)::BIGINT AS nkill,
    sum(nwound)::BIGINT AS nwound,
    count(*) FILTER (WHERE success = 0) AS failed
FROM typed
GROUP BY ALL;

COMMENT ON VIEW mart.attack_year IS 'Incidents and casualties by attack type and year; an incident of several types counts for each';
COMMENT ON COLUMN mart.attack_year.attacktype IS 'Attack type, GTD label';
COMMENT ON COLUMN mart.attack_year.year IS 'Year; NULL where none is told';
COMMENT ON COLUMN mart.attack_year.incidents IS 'Number of incidents';
COMMENT ON COLUMN mart.attack_year.nkill IS 'Confirmed dead';
COMMENT ON COLUMN mart.attack_year.nwound IS 'Confirmed hurt';
COMMENT ON COLUMN mart.attack_year.failed IS 'Incidents that failed';
