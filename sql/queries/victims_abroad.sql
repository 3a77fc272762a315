-- Grain: one nationality. Key: the columns of the grain. Reader: analysts.
-- Citizens of which countries are hit outside their country?
SELECT country, sum(incidents)::BIGINT AS incidents, sum(abroad)::BIGINT AS abroad, sum(victims)::BIGINT AS victims
FROM mart.victim_nationality
WHERE status IN ('killed', 'casualty')
GROUP BY country
ORDER BY abroad DESC, victims DESC NULLS LAST, country
LIMIT 30;
