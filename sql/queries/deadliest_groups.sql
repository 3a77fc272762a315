-- Grain: one perpetrator. Key: the columns of the grain. Reader: analysts.
-- Which perpetrators killed most, and how much of it is claimed?
SELECT
    gname,
    sum(incidents)::BIGINT AS incidents,
    sum(nkill)::BIGINT AS nkill,
    round(100.0 * sum(claimed) / sum(incidents), 1) AS claimed_percent,
    min(year) AS first_year,
    max(year) AS last_year
FROM mart.group_year
GROUP BY gname
ORDER BY nkill DESC NULLS LAST, incidents DESC, gname
LIMIT 30;
