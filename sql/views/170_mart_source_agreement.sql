-- Grain: one outlet and field. Key: source, field. Reader: who judges how far an outlet can be relied on.
-- A copy's voice is not its own: it is left out.
CREATE OR REPLACE VIEW mart.source_agreement AS
WITH said AS (
    SELECT field, unnest(witnesses) AS account_id, TRUE AS agreed, len(witnesses) + len(against) > 1 AS tested
    FROM core.settlement
    UNION ALL
    SELECT field, unnest(against) AS account_id, FALSE, TRUE
    FROM core.settlement
)

SELECT
    coalesce(a.source, 'Unknown') AS source,
    s.field,
    count(*) AS statements,
    count(*) FILTER (WHERE s.tested) AS tested,
    count(*) FILTER (WHERE s.tested AND s.agreed) AS agreed,
    round(100.0 * count(*) FILTER (WHERE s.tested AND s.agreed) / nullif(count(*) FILTER (WHERE s.tested), 0), 1) AS agreed_percent
FROM said AS s
INNER JOIN core.account AS a ON s.account_id = a.account_id
WHERE a.copy_of IS NULL
GROUP BY ALL;

COMMENT ON VIEW mart.source_agreement IS 'How often the values of an outlet were the ones settled on';
COMMENT ON COLUMN mart.source_agreement.source IS 'Outlet';
COMMENT ON COLUMN mart.source_agreement.field IS 'Field';
COMMENT ON COLUMN mart.source_agreement.statements IS 'Values that the outlet''s accounts give';
COMMENT ON COLUMN mart.source_agreement.tested IS 'Of these, values that another account could have contradicted';
COMMENT ON COLUMN mart.source_agreement.agreed IS 'Of the tested ones, those settled on';
COMMENT ON COLUMN mart.source_agreement.agreed_percent IS 'agreed in per cent of tested';
