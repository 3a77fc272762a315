-- Grain: one event of a licensed official file. Key: dataset, official_id. Reader: the mart.compare views.
CREATE TABLE ref.official_event (
    dataset VARCHAR NOT NULL,
    official_id VARCHAR NOT NULL,
    event_date VARCHAR,
    country_txt VARCHAR,
    provstate VARCHAR,
    city VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    attacktype1_txt VARCHAR,
    gname VARCHAR,
    nkill INTEGER,
    nwound INTEGER,
    PRIMARY KEY (dataset, official_id)
);

COMMENT ON TABLE ref.official_event IS 'Events of licensed official files that were imported; empty unless somebody brings one';
COMMENT ON COLUMN ref.official_event.dataset IS 'gtd, acled or ucdp';
COMMENT ON COLUMN ref.official_event.official_id IS 'The event''s key in that database';
COMMENT ON COLUMN ref.official_event.event_date IS 'Date at the precision that it gives';
COMMENT ON COLUMN ref.official_event.country_txt IS 'Country, GTD label where one fits';
COMMENT ON COLUMN ref.official_event.provstate IS 'Province';
COMMENT ON COLUMN ref.official_event.city IS 'Place';
COMMENT ON COLUMN ref.official_event.latitude IS 'Degrees north';
COMMENT ON COLUMN ref.official_event.longitude IS 'Degrees east';
COMMENT ON COLUMN ref.official_event.attacktype1_txt IS 'Attack type, GTD label where one fits';
COMMENT ON COLUMN ref.official_event.gname IS 'Perpetrator as named there';
COMMENT ON COLUMN ref.official_event.nkill IS 'Dead';
COMMENT ON COLUMN ref.official_event.nwound IS 'Hurt';

-- Grain: one event that one incident of ours matches. Key: dataset, official_id. Reader: the mart.compare views.
CREATE TABLE ref.official_match (
    dataset VARCHAR NOT NULL,
    official_id VARCHAR NOT NULL,
    eventid BIGINT NOT NULL,
    score DOUBLE NOT NULL,
    reasons JSON NOT NULL,
    PRIMARY KEY (dataset, official_id)
);

COMMENT ON TABLE ref.official_match IS 'Which incident of ours is which official event, by the same matcher';
COMMENT ON COLUMN ref.official_match.dataset IS 'gtd, acled or ucdp';
COMMENT ON COLUMN ref.official_match.official_id IS 'The event''s key in that database';
COMMENT ON COLUMN ref.official_match.eventid IS 'Our incident';
COMMENT ON COLUMN ref.official_match.score IS 'Weight of evidence that both are one; above 0';
COMMENT ON COLUMN ref.official_match.reasons IS 'Parts of the score by name';
