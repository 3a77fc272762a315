-- Grain: one incident of ours, one event of theirs, or both where they match. Key: eventid, official_id. Reader: who asks what each has that the other has not.
-- Only countries and years that the file covers are compared; nothing is shown while no file was imported.
CREATE OR REPLACE VIEW mart.compare_ucdp AS
WITH theirs AS (
    SELECT e.*, m.eventid, m.score
    FROM ref.official_event AS e
    LEFT JOIN ref.official_match AS m ON e.dataset = m.dataset AND e.official_id = m.official_id
    WHERE e.dataset = 'ucdp'
),

covered AS (
    SELECT DISTINCT country_txt, left(event_date, 4)::SMALLINT AS year FROM theirs
),

ours AS (
    SELECT v.*
    FROM core.incident_version AS v
    WHERE v.known_to IS NULL
        AND (v.eventid IN (SELECT eventid FROM theirs) OR (v.country_txt, v.iyear) IN (SELECT (country_txt, year) FROM covered))
)

SELECT
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
FULL OUTER JOIN theirs AS t ON o.eventid = t.eventid;

COMMENT ON VIEW mart.compare_ucdp IS 'What we and UCDP have and what only one of us has';
COMMENT ON COLUMN mart.compare_ucdp.found IS 'both, ours (they lack it) or theirs (we lack it)';
COMMENT ON COLUMN mart.compare_ucdp.eventid IS 'Our incident';
COMMENT ON COLUMN mart.compare_ucdp.official_id IS 'Their event';
COMMENT ON COLUMN mart.compare_ucdp.score IS 'Weight of evidence that both are one';
COMMENT ON COLUMN mart.compare_ucdp.country_txt IS 'Country';
COMMENT ON COLUMN mart.compare_ucdp.our_date IS 'Our date';
COMMENT ON COLUMN mart.compare_ucdp.their_date IS 'Their date';
COMMENT ON COLUMN mart.compare_ucdp.our_city IS 'Our city';
COMMENT ON COLUMN mart.compare_ucdp.their_city IS 'Their place';
COMMENT ON COLUMN mart.compare_ucdp.our_gname IS 'Our first perpetrator';
COMMENT ON COLUMN mart.compare_ucdp.their_gname IS 'Their perpetrator';
COMMENT ON COLUMN mart.compare_ucdp.our_nkill IS 'Our number of dead';
COMMENT ON COLUMN mart.compare_ucdp.their_nkill IS 'Their number of dead';
COMMENT ON COLUMN mart.compare_ucdp.our_nwound IS 'Our number of hurt';
COMMENT ON COLUMN mart.compare_ucdp.their_nwound IS 'Their number of hurt';
