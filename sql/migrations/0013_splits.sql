-- Grain: one pair of incidents and how they relate. Key: eventid, other_eventid, kind. Reader: incidents show, mart.eventid, who follows an id noted long ago.
-- A CHECK cannot be altered: the table is built anew, its rows come along.
CREATE TABLE core.incident_link_new (
    eventid BIGINT NOT NULL,
    other_eventid BIGINT NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('related', 'merged_into', 'split_into')),
    PRIMARY KEY (eventid, other_eventid, kind)
);

INSERT INTO core.incident_link_new (eventid, other_eventid, kind)
SELECT eventid, other_eventid, kind FROM core.incident_link;

DROP TABLE core.incident_link;

ALTER TABLE core.incident_link_new RENAME TO incident_link;

COMMENT ON TABLE core.incident_link IS 'Incidents that belong together, and where ids lead whose accounts are in another incident now';
COMMENT ON COLUMN core.incident_link.eventid IS 'Incident or redirected id';
COMMENT ON COLUMN core.incident_link.other_eventid IS 'The other incident, or the one led to: it stands';
COMMENT ON COLUMN core.incident_link.kind IS 'related: both stand; merged_into: the first id is gone and leads to the second; split_into: accounts that the first id stood for are in the second now, whose id is younger';

-- Grain: one account that an id stood for and then lost. Key: eventid, account_id. Reader: the loader, which makes redirects of it.
-- Written when an account leaves an incident, and never taken back: what an id stood for once, somebody may have noted.
CREATE TABLE core.eventid_held (
    eventid BIGINT NOT NULL,
    account_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    PRIMARY KEY (eventid, account_id)
);

COMMENT ON TABLE core.eventid_held IS 'Accounts that an id stood for before they went to another incident, or to none';
COMMENT ON COLUMN core.eventid_held.eventid IS 'Id';
COMMENT ON COLUMN core.eventid_held.account_id IS 'Account';
COMMENT ON COLUMN core.eventid_held.ordinal IS 'Which of the account''s incidents it was, from 1, in the order of its leaving them for the first time';
