-- Grain: one country. Key: the columns of the grain. Reader: analysts.
-- What did we believe on 5 January 2024 of that month's first days?
SELECT country_txt, count(*) AS incidents, sum(nkill)::BIGINT AS nkill, sum(nwound)::BIGINT AS nwound
FROM gtd.incident_as_of(TIMESTAMP '2024-01-05 00:00:00')
WHERE iyear = 2024 AND imonth = 1
GROUP BY country_txt
ORDER BY nkill DESC NULLS LAST, country_txt;
