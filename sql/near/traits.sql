-- Grain: one account that might be compared with a fresh one, with what it hangs together with. Key: account_id. Reader: reconciliation.
-- Wider than the blocking keys of reconciliation and never narrower: it drops what is no candidate.
WITH exact AS (
    SELECT DISTINCT country, province, city, first + unnest([-2, -1, 0, 1, 2]) AS day
    FROM fresh
    WHERE first = last
),

-- Half a degree: the neighbouring cells of the map, as in blocking.
square AS (
    SELECT DISTINCT day, north + unnest([-1, 0, 1]) AS north, east
    FROM (
        SELECT day, north, east + unnest([-1, 0, 1]) AS east
        FROM (
            SELECT DISTINCT
                first + unnest([-2, -1, 0, 1, 2]) AS day,
                floor(latitude / 0.5)::INTEGER AS north,
                floor(longitude / 0.5)::INTEGER AS east
            FROM fresh
            WHERE first = last AND latitude IS NOT NULL
        )
    )
),

open_range AS (
    SELECT *, first - 31 AS since, last + 31 AS until FROM fresh WHERE first IS NOT NULL
),

found AS (
    SELECT t.account_id
    FROM core.account_trait AS t
    INNER JOIN exact AS f ON t.first = f.day AND t.first = t.last AND t.country = f.country
    WHERE '' IN (t.city, f.city) OR left(t.city, 1) = left(f.city, 1)
        OR (t.province != '' AND t.province IN (f.province, f.city)) OR (f.province != '' AND f.province = t.city)
    UNION
    SELECT t.account_id
    FROM core.account_trait AS t
    INNER JOIN square AS f
        ON t.first = f.day AND floor(t.latitude / 0.5)::INTEGER = f.north AND floor(t.longitude / 0.5)::INTEGER = f.east
    WHERE t.first = t.last
    UNION
    SELECT t.account_id
    FROM core.account_trait AS t
    INNER JOIN open_range AS f ON t.city = f.city AND t.city != '' AND t.first <= f.until AND t.last >= f.since
    UNION
    SELECT t.account_id
    FROM (SELECT account_id, country, first, last, unnest(killed) AS toll FROM core.account_trait) AS t
    INNER JOIN (SELECT country, since, until, first, last, unnest(killed) AS toll FROM open_range) AS f
        ON t.toll = f.toll AND t.country = f.country
    WHERE t.toll >= 5 AND t.first <= f.until AND t.last >= f.since AND (t.first != t.last OR f.first != f.last)
    UNION
    SELECT t.account_id
    FROM (SELECT account_id, country, city, first, last, unnest(groups) AS name FROM core.account_trait) AS t
    INNER JOIN (SELECT country, city, since, until, first, last, unnest(groups) AS name FROM open_range) AS f
        ON t.name = f.name AND t.country = f.country
    WHERE t.first <= f.until AND t.last >= f.since
        AND ((t.first != t.last AND t.city = '') OR (f.first != f.last AND f.city = ''))
    UNION
    SELECT t.account_id
    FROM (SELECT account_id, first, last, unnest(names) AS name FROM core.account_trait) AS t
    INNER JOIN (SELECT since, until, unnest(names) AS name FROM open_range) AS f ON t.name = f.name
    WHERE t.first <= f.until AND t.last >= f.since
)

SELECT t.*, a.component
FROM core.account_trait AS t
INNER JOIN core.account AS a USING (account_id)
WHERE t.account_id IN (FROM found)
ORDER BY t.account_id;
