-- Grain: one target type. Key: the columns of the grain. Reader: analysts.
-- Who is attacked?
SELECT targtype, sum(incidents)::BIGINT AS incidents, sum(nkill)::BIGINT AS nkill, sum(nwound)::BIGINT AS nwound
FROM mart.target_year
GROUP BY targtype
ORDER BY incidents DESC, targtype;
