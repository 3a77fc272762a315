-- Grain: one actor. Key: the columns of the grain. Reader: analysts.
-- How long do groups wait before they claim?
SELECT
    actor,
    count(*) AS claims,
    median(delay_days) AS median_days,
    max(delay_days) AS longest_days,
    count(*) FILTER (WHERE mode IS NULL) AS without_mode
FROM mart.claim
WHERE kind = 'claim' AND delay_days >= 0
GROUP BY actor
ORDER BY claims DESC, actor
LIMIT 30;
