-- Grain: one perpetrator and year. Key: gname, year. Reader: who follows a group.
CREATE OR REPLACE VIEW mart.group_year AS
WITH perpetrator AS (
    SELECT
        iyear,
        country_txt,
        nkill,
        nwound,
        claimed,
        suicide,
        unnest(
            CASE
                WHEN gname IS NULL THEN ['Unknown']
                ELSE list_filter([gname, gname2, gname3], lambda name : name IS NOT NULL)
            END
        ) AS gname
    FROM core.incident_version
    WHERE known_to IS NULL
)

SELECT
    gname,
    iyear AS year,
    count(*) AS incidents,
    sum(nkill)::BIGINT AS nkill,
    sum(nwound)::BIGINT AS nwound,
    count(*) FILTER (WHERE claimed = 1) AS claimed,
    count(*) FILTER (WHERE suicide = 1) AS suicide,
    count(DISTINCT country_txt) AS countries
FROM perpetrator
GROUP BY ALL;

COMMENT ON VIEW mart.group_year IS 'Incidents and casualties by perpetrator and year; an incident with several perpetrators counts for each';
COMMENT ON COLUMN mart.group_year.gname IS 'Group or generic identity; Unknown where none is named';
COMMENT ON COLUMN mart.group_year.year IS 'Year; NULL where none is told';
COMMENT ON COLUMN mart.group_year.incidents IS 'Number of incidents';
COMMENT ON COLUMN mart.group_year.nkill IS 'Confirmed dead';
COMMENT ON COLUMN mart.group_year.nwound IS 'Confirmed hurt';
COMMENT ON COLUMN mart.group_year.claimed IS 'Incidents that somebody claimed';
COMMENT ON COLUMN mart.group_year.suicide IS 'Suicide attacks';
COMMENT ON COLUMN mart.group_year.countries IS 'Countries with such incidents';
