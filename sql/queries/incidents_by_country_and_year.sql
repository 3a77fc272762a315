-- Grain: one country and year. Key: the columns of the grain. Reader: analysts.
-- Where and when did most people die?
SELECT
    country_txt,
    year(month) AS year,
    sum(incidents)::BIGINT AS incidents,
    sum(nkill)::BIGINT AS nkill,
    sum(nwound)::BIGINT AS nwound
FROM mart.country_month
GROUP BY ALL
ORDER BY nkill DESC NULLS LAST, country_txt, year
LIMIT 50;
