-- Grain: one outlet and field. Key: source, field. Reader: who judges how far an outlet can be relied on.
-- A table, written anew at every publishing: it looks at every settlement and would take seconds on a large world.
DROP VIEW IF EXISTS mart.source_agreement;

CREATE TABLE mart.source_agreement (
    source VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    statements BIGINT NOT NULL,
    tested BIGINT NOT NULL,
    agreed BIGINT NOT NULL,
    agreed_percent DOUBLE,
    PRIMARY KEY (source, field)
);

COMMENT ON TABLE mart.source_agreement IS 'How often the values of an outlet were the ones settled on';
COMMENT ON COLUMN mart.source_agreement.source IS 'Outlet';
COMMENT ON COLUMN mart.source_agreement.field IS 'Field';
COMMENT ON COLUMN mart.source_agreement.statements IS 'Values that the outlet''s accounts give';
COMMENT ON COLUMN mart.source_agreement.tested IS 'Of these, values that another account could have contradicted';
COMMENT ON COLUMN mart.source_agreement.agreed IS 'Of the tested ones, those settled on';
COMMENT ON COLUMN mart.source_agreement.agreed_percent IS 'agreed in per cent of tested';
