-- Grain: one country and year. Key: country_txt, year. Reader: who asks where we see little.
CREATE OR REPLACE VIEW mart.coverage AS
SELECT
    coalesce(v.country_txt, 'Unknown') AS country_txt,
    v.iyear AS year,
    count(*) AS incidents,
    sum(v.accounts)::BIGINT AS accounts,
    round(avg(v.sources), 2) AS sources_per_incident,
    count(*) FILTER (WHERE v.sources = 1) AS single_source,
    count(*) FILTER (WHERE v.first_date IS DISTINCT FROM v.last_date OR v.first_date IS NULL) AS without_day,
    count(*) FILTER (WHERE v.city IS NULL) AS without_city,
    count(*) FILTER (WHERE v.gname IS NULL) AS without_group,
    count(*) FILTER (WHERE v.nkill IS NULL) AS without_toll
FROM core.incident_version AS v
WHERE v.known_to IS NULL
GROUP BY ALL;

COMMENT ON VIEW mart.coverage IS 'How many accounts and independent sources stand behind the incidents of a country and year';
COMMENT ON COLUMN mart.coverage.country_txt IS 'Country';
COMMENT ON COLUMN mart.coverage.year IS 'Year';
COMMENT ON COLUMN mart.coverage.incidents IS 'Number of incidents';
COMMENT ON COLUMN mart.coverage.accounts IS 'Accounts behind them';
COMMENT ON COLUMN mart.coverage.sources_per_incident IS 'Independent origins for an incident, on average';
COMMENT ON COLUMN mart.coverage.single_source IS 'Incidents that rest on one origin';
COMMENT ON COLUMN mart.coverage.without_day IS 'Incidents whose day is not known';
COMMENT ON COLUMN mart.coverage.without_city IS 'Incidents without a city';
COMMENT ON COLUMN mart.coverage.without_group IS 'Incidents without a named perpetrator';
COMMENT ON COLUMN mart.coverage.without_toll IS 'Incidents without a figure of dead';
