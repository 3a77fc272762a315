-- Grain: one pair of accounts that nobody has judged yet, the least sure first. Key: left, right. Reader: who judges pairs.
SELECT
    p."left",
    p."right",
    round(p.score, 2) AS score,
    p.same,
    p.reasons,
    l.eventid AS left_eventid,
    r.eventid AS right_eventid,
    l.payload ->> '$.date' AS left_date,
    r.payload ->> '$.date' AS right_date,
    l.payload ->> '$.city' AS left_city,
    r.payload ->> '$.city' AS right_city,
    l.payload ->> '$.nkill' AS left_nkill,
    r.payload ->> '$.nkill' AS right_nkill,
    la.title AS left_title,
    ra.title AS right_title
FROM core.account_pair AS p
INNER JOIN core.account AS l ON p."left" = l.account_id
INNER JOIN core.account AS r ON p."right" = r.account_id
LEFT JOIN raw.article AS la ON l.doc = la.doc
LEFT JOIN raw.article AS ra ON r.doc = ra.doc
LEFT JOIN core.judgement AS j ON p."left" = j."left" AND p."right" = j."right" AND j."by" NOT LIKE 'rule:%' AND j.withdrawn_at IS NULL
WHERE j."by" IS NULL AND l.doc != r.doc
ORDER BY abs(p.score), p."left", p."right"
LIMIT $limit;
