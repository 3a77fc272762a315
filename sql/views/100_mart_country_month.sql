-- Grain: one country and month. Key: country_txt, month. Reader: who follows a country; the report's maps and lines.
CREATE OR REPLACE VIEW mart.country_month AS
SELECT
    coalesce(country_txt, 'Unknown') AS country_txt,
    coalesce(region_txt, 'Unknown') AS region_txt,
    date_trunc('month', first_date)::DATE AS month,
    count(*) AS incidents,
    sum(nkill)::BIGINT AS nkill,
    sum(nkill_low)::BIGINT AS nkill_low,
    sum(nkill_high)::BIGINT AS nkill_high,
    sum(nwound)::BIGINT AS nwound,
    sum(nhostkid)::BIGINT AS nhostkid,
    count(*) FILTER (WHERE success = 0) AS failed,
    count(*) FILTER (WHERE nkill IS NULL) AS without_toll
FROM core.incident_version
WHERE known_to IS NULL
GROUP BY ALL;

COMMENT ON VIEW mart.country_month IS 'Incidents and casualties by country and month';
COMMENT ON COLUMN mart.country_month.country_txt IS 'Country';
COMMENT ON COLUMN mart.country_month.region_txt IS 'Region of the country';
COMMENT ON COLUMN mart.country_month.month IS 'First day of the month; of an incident known by year alone, January; NULL where no date is told';
COMMENT ON COLUMN mart.country_month.incidents IS 'Number of incidents';
COMMENT ON COLUMN mart.country_month.nkill IS 'Confirmed dead; NULL where no incident has a figure';
COMMENT ON COLUMN mart.country_month.nkill_low IS 'Sum of the lowest figures held possible';
COMMENT ON COLUMN mart.country_month.nkill_high IS 'Sum of the highest figures held possible';
COMMENT ON COLUMN mart.country_month.nwound IS 'Confirmed hurt';
COMMENT ON COLUMN mart.country_month.nhostkid IS 'Hostages and kidnapped';
COMMENT ON COLUMN mart.country_month.failed IS 'Incidents that failed';
COMMENT ON COLUMN mart.country_month.without_toll IS 'Incidents without a figure of dead';
