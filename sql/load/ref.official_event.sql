-- Grain: one row of ref.official_event, staged from `incoming`. Key: dataset, official_id. Reader: the loader.
-- A file replaces what was imported of its database before.
CREATE OR REPLACE TEMP TABLE staged AS FROM ref.official_event LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM ref.official_event AS t
WHERE t.dataset IN (SELECT dataset FROM incoming_dataset)
    AND NOT EXISTS (FROM staged AS s WHERE t.dataset = s.dataset AND t.official_id = s.official_id);

MERGE INTO ref.official_event AS t
USING staged AS s
ON t.dataset = s.dataset AND t.official_id = s.official_id
WHEN MATCHED AND (
    t.event_date IS DISTINCT FROM s.event_date
    OR t.country_txt IS DISTINCT FROM s.country_txt
    OR t.provstate IS DISTINCT FROM s.provstate
    OR t.city IS DISTINCT FROM s.city
    OR t.latitude IS DISTINCT FROM s.latitude
    OR t.longitude IS DISTINCT FROM s.longitude
    OR t.attacktype1_txt IS DISTINCT FROM s.attacktype1_txt
    OR t.gname IS DISTINCT FROM s.gname
    OR t.nkill IS DISTINCT FROM s.nkill
    OR t.nwound IS DISTINCT FROM s.nwound
) THEN UPDATE SET
    event_date = s.event_date,
    country_txt = s.country_txt,
    provstate = s.provstate,
    city = s.city,
    latitude = s.latitude,
    longitude = s.longitude,
    attacktype1_txt = s.attacktype1_txt,
    gname = s.gname,
    nkill = s.nkill,
    nwound = s.nwound
WHEN NOT MATCHED THEN INSERT (dataset, official_id, event_date, country_txt, provstate, city, latitude, longitude, attacktype1_txt, gname, nkill, nwound)
VALUES (s.dataset, s.official_id, s.event_date, s.country_txt, s.provstate, s.city, s.latitude, s.longitude, s.attacktype1_txt, s.gname, s.nkill, s.nwound);
