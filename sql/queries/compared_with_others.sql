-- Grain: one other database and country. Key: the columns of the grain. Reader: analysts who imported a licensed official file.
-- What has each database that the other has not, and how far do the tolls of common incidents lie apart?
SELECT
    dataset,
    country_txt,
    count(*) FILTER (WHERE found = 'both') AS matched,
    count(*) FILTER (WHERE found = 'ours') AS ours_alone,
    count(*) FILTER (WHERE found = 'theirs') AS theirs_alone,
    sum(our_nkill - their_nkill) FILTER (WHERE found = 'both') AS nkill_difference
FROM mart.compare_official
GROUP BY ALL
ORDER BY dataset, matched + ours_alone + theirs_alone DESC, country_txt
LIMIT 50;
