-- Grain: one target type and year. Key: targtype, year. Reader: who compares target types.
CREATE OR REPLACE VIEW mart.target_year AS
WITH typed AS (
    SELECT
        iyear,
        nkill,
        nwound,
        success,
        unnest(
            CASE
                WHEN targtype1_txt IS NULL THEN ['Unknown']
                ELSE list_filter([targtype1_txt, targtype2_txt, targtype3_txt], lambda label : label IS NOT NULL)
            END
        ) AS targtype
    FROM core.incident_version
    WHERE known_to IS NULL
)

SELECT
    targtype,
    iyear AS year,
    count(*) AS incidents,
    sum(nkill)::BIGINT AS nkill,
    sum(nwound)::BIGINT AS nwound,
    count(*) FILTER (WHERE success = 0) AS failed
FROM typed
GROUP BY ALL;

COMMENT ON VIEW mart.target_year IS 'Incidents and casualties by target type and year; an incident of several types counts for each';
COMMENT ON COLUMN mart.target_year.targtype IS 'Target type, GTD label';
COMMENT ON COLUMN mart.target_year.year IS 'Year; NULL where none is told';
COMMENT ON COLUMN mart.target_year.incidents IS 'Number of incidents';
COMMENT ON COLUMN mart.target_year.nkill IS 'Confirmed dead';
COMMENT ON COLUMN mart.target_year.nwound IS 'Confirmed hurt';
COMMENT ON COLUMN mart.target_year.failed IS 'Incidents that failed';
