-- Grain: one row of core.account_trait, staged from `incoming`. Key: account_id. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.account_trait LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.account_trait AS t
WHERE t.account_id IN (FROM scope_account)
    AND NOT EXISTS (FROM staged AS s WHERE t.account_id = s.account_id);

MERGE INTO core.account_trait AS t
USING staged AS s
ON t.account_id = s.account_id
WHEN MATCHED AND (
    t.doc IS DISTINCT FROM s.doc
    OR t.main IS DISTINCT FROM s.main
    OR t.first IS DISTINCT FROM s.first
    OR t.last IS DISTINCT FROM s.last
    OR t.country IS DISTINCT FROM s.country
    OR t.province IS DISTINCT FROM s.province
    OR t.city IS DISTINCT FROM s.city
    OR t.latitude IS DISTINCT FROM s.latitude
    OR t.longitude IS DISTINCT FROM s.longitude
    OR t.vicinity IS DISTINCT FROM s.vicinity
    OR t.killed IS DISTINCT FROM s.killed
    OR t.wounded IS DISTINCT FROM s.wounded
    OR t.held IS DISTINCT FROM s.held
    OR t.groups IS DISTINCT FROM s.groups
    OR t.attacktypes IS DISTINCT FROM s.attacktypes
    OR t.targtypes IS DISTINCT FROM s.targtypes
    OR t.names IS DISTINCT FROM s.names
    OR t.published_at IS DISTINCT FROM s.published_at
    OR t.told_date IS DISTINCT FROM s.told_date
) THEN UPDATE SET
    doc = s.doc,
    main = s.main,
    first = s.first,
    last = s.last,
    country = s.country,
    province = s.province,
    city = s.city,
    latitude = s.latitude,
    longitude = s.longitude,
    vicinity = s.vicinity,
    killed = s.killed,
    wounded = s.wounded,
    held = s.held,
    groups = s.groups,
    attacktypes = s.attacktypes,
    targtypes = s.targtypes,
    names = s.names,
    published_at = s.published_at,
    told_date = s.told_date
WHEN NOT MATCHED THEN INSERT (account_id, doc, main, first, last, country, province, city, latitude, longitude, vicinity, killed, wounded, held, groups, attacktypes, targtypes, names, published_at, told_date)
VALUES (s.account_id, s.doc, s.main, s.first, s.last, s.country, s.province, s.city, s.latitude, s.longitude, s.vicinity, s.killed, s.wounded, s.held, s.groups, s.attacktypes, s.targtypes, s.names, s.published_at, s.told_date);
