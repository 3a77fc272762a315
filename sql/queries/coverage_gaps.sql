-- Grain: one country and year. Key: the columns of the grain. Reader: analysts.
-- Where do incidents rest on a single source, or lack a place or a toll?
SELECT country_txt, year, incidents, single_source, without_day, without_city, without_toll, sources_per_incident
FROM mart.coverage
ORDER BY single_source DESC, country_txt, year
LIMIT 50;
