-- Grain: one incident of ours, one event of another database, or both where they match. Key: dataset, eventid, official_id. Reader: who asks what each has that the other has not.
-- Only countries and years that a file covers are compared; nothing is shown while no file was imported.
CREATE OR REPLACE VIEW mart.compare_official AS
WITH theirs AS (
    SELECT e.*, m.eventid, m.score
    FROM ref.official_event AS e
    LEFT JOIN ref.official_match AS m ON e.dataset = m.dataset AND e.official_id = m.official_id
),

covered AS (
    SELECT DISTINCT dataset, country_txt, left(event_date, 4)::SMALLINT AS year FROM theirs
),

-- Once for each database that covers its country and year, or has an event that matches it.
ours AS (
    SELECT c.dataset, v.*
    FROM core.incident_version AS v
    INNER JOIN (
        SELECT c.dataset, i.eventid
        FROM core.incident_version AS i
        INNER JOIN covered AS c ON i.country_txt = c.country_txt AND i.iyear = c.year
        WHERE i.known_to IS NULL
        UNION
        SELECT dataset, eventid FROM theirs WHERE eventid IS NOT NULL
    ) AS c ON v.eventid = c.eventid
    WHERE v.known_to IS NULL
)

SELECT
    coalesce(o.dataset, t.dataset) AS dataset,
    CASE WHEN o.eventid IS NULL THEN 'theirs' WHEN t.official_id IS NULL THEN 'ours' ELSE 'both' END AS found,
    o.eventid,
    t.official_id,
    t.score,
    coalesce(o.country_txt, t.country_txt) AS country_txt,
    o.told_date AS our_date,
    t.event_date AS their_date,
    o.city AS our_city,
    t.city AS their_city,
    o.gname AS our_gname,
    t.gname AS their_gname,
    o.nkill AS our_nkill,
    t.nkill AS their_nkill,
    o.nwound AS our_nwound,
    t.nwound AS their_nwound
FROM ours AS o
FULL OUTER JOIN theirs AS t ON o.dataset = t.dataset AND o.eventid = t.eventid;

COMMENT ON VIEW mart.compare_official IS 'What we and another database have, and what only one of us has';
COMMENT ON COLUMN mart.compare_official.dataset IS 'The other database: gtd, acled or ucdp';
COMMENT ON COLUMN mart.compare_official.found IS 'both, ours (they lack it) or theirs (we lack it)';
COMMENT ON COLUMN mart.compare_official.eventid IS 'Our incident';
COMMENT ON COLUMN mart.compare_official.official_id IS 'Their event';
COMMENT ON COLUMN mart.compare_official.score IS 'Weight of evidence that both are one';
COMMENT ON COLUMN mart.compare_official.country_txt IS 'Country';
COMMENT ON COLUMN mart.compare_official.our_date IS 'Our date';
COMMENT ON COLUMN mart.compare_official.their_date IS 'Their date';
COMMENT ON COLUMN mart.compare_official.our_city IS 'Our city';
COMMENT ON COLUMN mart.compare_official.their_city IS 'Their place';
COMMENT ON COLUMN mart.compare_official.our_gname IS 'Our first perpetrator';
COMMENT ON COLUMN mart.compare_official.their_gname IS 'Their perpetrator';
COMMENT ON COLUMN mart.compare_official.our_nkill IS 'Our number of dead';
COMMENT ON COLUMN mart.compare_official.their_nkill IS 'Their number of dead';
COMMENT ON COLUMN mart.compare_official.our_nwound IS 'Our number of hurt';
COMMENT ON COLUMN mart.compare_official.their_nwound IS 'Their number of hurt';

-- Each database by itself, by the name that one looks for; a part bears the comments of the whole once it is published.
CREATE OR REPLACE VIEW mart.compare_gtd AS SELECT * EXCLUDE (dataset) FROM mart.compare_official WHERE dataset = 'gtd';
CREATE OR REPLACE VIEW mart.compare_acled AS SELECT * EXCLUDE (dataset) FROM mart.compare_official WHERE dataset = 'acled';
CREATE OR REPLACE VIEW mart.compare_ucdp AS SELECT * EXCLUDE (dataset) FROM mart.compare_official WHERE dataset = 'ucdp';

COMMENT ON VIEW mart.compare_gtd IS 'What we and GTD have, and what only one of us has';
COMMENT ON VIEW mart.compare_acled IS 'What we and ACLED have, and what only one of us has';
COMMENT ON VIEW mart.compare_ucdp IS 'What we and UCDP GED have, and what only one of us has';
