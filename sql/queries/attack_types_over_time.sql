-- Grain: one attack type and year. Key: the columns of the grain. Reader: analysts.
-- How did the ways of attacking change?
SELECT attacktype, year, incidents, nkill, failed
FROM mart.attack_year
ORDER BY year, incidents DESC, attacktype;
