-- Grain: none, the schemas. Reader: everybody.
CREATE SCHEMA IF NOT EXISTS raw;
CREATE SCHEMA IF NOT EXISTS core;
CREATE SCHEMA IF NOT EXISTS gtd;
CREATE SCHEMA IF NOT EXISTS mart;
CREATE SCHEMA IF NOT EXISTS quality;
CREATE SCHEMA IF NOT EXISTS ref;


-- Grain: one code of one list. Key: list, code. Reader: whoever turns codes into labels.
CREATE TABLE ref.code (
    list VARCHAR NOT NULL,
    code SMALLINT NOT NULL,
    label VARCHAR NOT NULL,
    parent SMALLINT,
    PRIMARY KEY (list, code)
);

COMMENT ON TABLE ref.code IS 'GTD''s code lists';
COMMENT ON COLUMN ref.code.list IS 'Name of the list';
COMMENT ON COLUMN ref.code.code IS 'Code';
COMMENT ON COLUMN ref.code.label IS 'Label';
COMMENT ON COLUMN ref.code.parent IS 'Code of the type that a subtype belongs to, or of a country''s region';

-- Grain: one build. Key: part. Reader: whoever asks what wrote this warehouse.
CREATE TABLE meta.build (
    part VARCHAR PRIMARY KEY,
    version VARCHAR NOT NULL
);

COMMENT ON TABLE meta.build IS 'Versions of what wrote this warehouse: code, codebook, models';
COMMENT ON COLUMN meta.build.part IS 'code, codebook, extractor or model';
COMMENT ON COLUMN meta.build.version IS 'Its version';
