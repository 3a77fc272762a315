-- Grain: one migration that was applied. Key: number. Reader: the migrations themselves.
CREATE SCHEMA IF NOT EXISTS meta;

CREATE TABLE IF NOT EXISTS meta.migration (
    number INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL
);

COMMENT ON TABLE meta.migration IS 'Migrations applied, with the digest of their text: applied ones never change';
COMMENT ON COLUMN meta.migration.number IS 'Number of the migration; views bear numbers from 100000';
COMMENT ON COLUMN meta.migration.name IS 'File name';
COMMENT ON COLUMN meta.migration.sha256 IS 'SHA-256 of the file';
