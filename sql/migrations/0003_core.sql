-- Grain: one account: one article on one incident. Key: account_id. Reader: reconciliation, incidents show, marts on sources.
CREATE TABLE core.account (
    account_id VARCHAR PRIMARY KEY,
    doc VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('main', 'background')),
    is_terrorism BOOLEAN NOT NULL,
    source VARCHAR,
    published_at TIMESTAMP,
    known_at TIMESTAMP NOT NULL,
    extractor VARCHAR NOT NULL,
    eventid BIGINT,
    copy_of VARCHAR,
    component VARCHAR,
    payload JSON NOT NULL
);

COMMENT ON TABLE core.account IS 'Accounts as extracted, each one article''s account of one incident';
COMMENT ON COLUMN core.account.account_id IS 'Article and number of the account in it';
COMMENT ON COLUMN core.account.doc IS 'Article';
COMMENT ON COLUMN core.account.role IS 'main: what the article reports; background: what it recalls';
COMMENT ON COLUMN core.account.is_terrorism IS 'Whether GTD would include it; only these belong to incidents';
COMMENT ON COLUMN core.account.source IS 'Outlet';
COMMENT ON COLUMN core.account.published_at IS 'When the article was published, UTC';
COMMENT ON COLUMN core.account.known_at IS 'Since when the account counts, UTC: publication, else first fetch, else the last day that it speaks of';
COMMENT ON COLUMN core.account.extractor IS 'Name and version of the extractor';
COMMENT ON COLUMN core.account.eventid IS 'Incident that it belongs to; NULL where it tells of none';
COMMENT ON COLUMN core.account.copy_of IS 'Account whose wire story it repeats';
COMMENT ON COLUMN core.account.component IS 'First account of all that hang together with it and are clustered together';
COMMENT ON COLUMN core.account.payload IS 'The account in wire form, whole';

-- Grain: one account. Key: account_id. Reader: reconciliation, to find a new account's neighbours.
CREATE TABLE core.account_trait (
    account_id VARCHAR PRIMARY KEY,
    doc VARCHAR NOT NULL,
    main BOOLEAN NOT NULL,
    first INTEGER,
    last INTEGER,
    country VARCHAR NOT NULL,
    province VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    latitude DOUBLE,
    longitude DOUBLE,
    vicinity BOOLEAN NOT NULL,
    killed INTEGER[],
    wounded INTEGER[],
    held INTEGER,
    groups VARCHAR[],
    attacktypes VARCHAR[],
    targtypes VARCHAR[],
    names VARCHAR[],
    published_at VARCHAR,
    told_date VARCHAR
);

COMMENT ON TABLE core.account_trait IS 'What of each account is compared with others';
COMMENT ON COLUMN core.account_trait.account_id IS 'Account';
COMMENT ON COLUMN core.account_trait.doc IS 'Article';
COMMENT ON COLUMN core.account_trait.main IS 'Whether the role is main';
COMMENT ON COLUMN core.account_trait.first IS 'First day that the date allows, in days since 0001-01-01, that day 1';
COMMENT ON COLUMN core.account_trait.last IS 'Last day that the date allows, likewise';
COMMENT ON COLUMN core.account_trait.country IS 'Country label, empty where unknown';
COMMENT ON COLUMN core.account_trait.province IS 'Province, normalised';
COMMENT ON COLUMN core.account_trait.city IS 'City, normalised';
COMMENT ON COLUMN core.account_trait.latitude IS 'Degrees north';
COMMENT ON COLUMN core.account_trait.longitude IS 'Degrees east';
COMMENT ON COLUMN core.account_trait.vicinity IS 'Near the city, not in it';
COMMENT ON COLUMN core.account_trait.killed IS 'All figures of dead that the account gives';
COMMENT ON COLUMN core.account_trait.wounded IS 'All figures of hurt that the account gives';
COMMENT ON COLUMN core.account_trait.held IS 'Hostages';
COMMENT ON COLUMN core.account_trait.groups IS 'Names and abbreviations of groups, normalised';
COMMENT ON COLUMN core.account_trait.attacktypes IS 'Attack types';
COMMENT ON COLUMN core.account_trait.targtypes IS 'Target types';
COMMENT ON COLUMN core.account_trait.names IS 'Victims'' names, normalised';
COMMENT ON COLUMN core.account_trait.published_at IS 'When the article was published, ISO, UTC';
COMMENT ON COLUMN core.account_trait.told_date IS 'The date as the account gives it';

-- Grain: one slice of one article that witnesses one field of one account. Key: account_id, field, ordinal. Reader: incidents show; whoever asks for the sentence behind a value.
CREATE TABLE core.evidence (
    account_id VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    value VARCHAR,
    confidence DOUBLE,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL
);

COMMENT ON TABLE core.evidence IS 'The sentences behind every value';
COMMENT ON COLUMN core.evidence.account_id IS 'Account';
COMMENT ON COLUMN core.evidence.field IS 'Field that the slice witnesses';
COMMENT ON COLUMN core.evidence.ordinal IS 'Number of the slice within the field, from 1';
COMMENT ON COLUMN core.evidence.value IS 'The value that the account gives, JSON';
COMMENT ON COLUMN core.evidence.confidence IS '0 to 1';
COMMENT ON COLUMN core.evidence."start" IS 'First character of the slice in title, blank line, text; -1 where only the words are known';
COMMENT ON COLUMN core.evidence."end" IS 'Character behind the slice';
COMMENT ON COLUMN core.evidence.quote IS 'The slice, word for word';

-- Grain: one incident. Key: eventid. Reader: everything that needs an incident's life.
CREATE TABLE core.incident (
    eventid BIGINT PRIMARY KEY CHECK (eventid BETWEEN 0 AND 999999999999),
    anchor VARCHAR NOT NULL,
    accounts INTEGER NOT NULL CHECK (accounts > 0),
    sources INTEGER NOT NULL CHECK (sources > 0),
    first_known_at TIMESTAMP NOT NULL,
    last_changed_at TIMESTAMP NOT NULL,
    versions INTEGER NOT NULL CHECK (versions > 0)
);

COMMENT ON TABLE core.incident IS 'Incidents: their id, the account that it was issued for, and their span of history';
COMMENT ON COLUMN core.incident.eventid IS 'Id of the incident: eight digits of the first day as first told, four digits of its own; never given to another incident';
COMMENT ON COLUMN core.incident.anchor IS 'Account that the id was issued for: the first published';
COMMENT ON COLUMN core.incident.accounts IS 'Accounts that tell of it';
COMMENT ON COLUMN core.incident.sources IS 'Independent origins: copies of one wire story count once';
COMMENT ON COLUMN core.incident.first_known_at IS 'Since when it is known, UTC';
COMMENT ON COLUMN core.incident.last_changed_at IS 'Since when the present version holds, UTC';
COMMENT ON COLUMN core.incident.versions IS 'How often what we know of it changed, the first version included';

-- Grain: one id ever issued. Key: eventid. Reader: reconciliation, so that no id is given twice.
CREATE TABLE core.eventid_issued (
    eventid BIGINT PRIMARY KEY,
    account_id VARCHAR NOT NULL
);

COMMENT ON TABLE core.eventid_issued IS 'Every id ever issued and the account it was issued for';
COMMENT ON COLUMN core.eventid_issued.eventid IS 'Id';
COMMENT ON COLUMN core.eventid_issued.account_id IS 'Account that it was issued for';

-- Grain: one account of one incident. Key: account_id. Reader: joins between incidents and accounts.
CREATE TABLE core.incident_account (
    eventid BIGINT NOT NULL,
    account_id VARCHAR PRIMARY KEY,
    copy_of VARCHAR
);

COMMENT ON TABLE core.incident_account IS 'Which accounts tell of which incident';
COMMENT ON COLUMN core.incident_account.eventid IS 'Incident';
COMMENT ON COLUMN core.incident_account.account_id IS 'Account';
COMMENT ON COLUMN core.incident_account.copy_of IS 'Account whose wire story it repeats; NULL where it stands by itself';

-- Grain: one field of one incident as known now. Key: eventid, field. Reader: incidents show, mart.source_agreement.
CREATE TABLE core.settlement (
    eventid BIGINT NOT NULL,
    field VARCHAR NOT NULL,
    value VARCHAR,
    rule VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    witnesses VARCHAR[] NOT NULL,
    against VARCHAR[] NOT NULL,
    losers JSON
);

COMMENT ON TABLE core.settlement IS 'For every field the value, the rule that chose it, who says so, and what lost';
COMMENT ON COLUMN core.settlement.eventid IS 'Incident';
COMMENT ON COLUMN core.settlement.field IS 'Field';
COMMENT ON COLUMN core.settlement.value IS 'The value chosen, JSON; NULL where all were refused';
COMMENT ON COLUMN core.settlement.rule IS 'Rule that chose it';
COMMENT ON COLUMN core.settlement.confidence IS 'Highest confidence among its witnesses';
COMMENT ON COLUMN core.settlement.witnesses IS 'Accounts that give the value';
COMMENT ON COLUMN core.settlement.against IS 'Accounts that give a value that lost';
COMMENT ON COLUMN core.settlement.losers IS 'Values that lost: value, why, witnesses; NULL where none did';

-- Grain: one figure in one account. Key: account_id, ordinal. Reader: mart.toll_revision, whoever follows a toll.
CREATE TABLE core.toll (
    account_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    eventid BIGINT,
    kind VARCHAR NOT NULL CHECK (kind IN ('killed', 'wounded')),
    value INTEGER CHECK (value >= 0),
    "by" VARCHAR,
    as_of TIMESTAMP,
    superseded BOOLEAN NOT NULL,
    perpetrator_source BOOLEAN NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL
);

COMMENT ON TABLE core.toll IS 'Every figure of dead and hurt that any account gives';
COMMENT ON COLUMN core.toll.account_id IS 'Account';
COMMENT ON COLUMN core.toll.ordinal IS 'Number within the account, from 1';
COMMENT ON COLUMN core.toll.eventid IS 'Incident';
COMMENT ON COLUMN core.toll.kind IS 'killed or wounded';
COMMENT ON COLUMN core.toll.value IS 'The figure';
COMMENT ON COLUMN core.toll."by" IS 'Who gives it, as named';
COMMENT ON COLUMN core.toll.as_of IS 'When it was published, UTC';
COMMENT ON COLUMN core.toll.superseded IS 'Whether the article itself replaces it';
COMMENT ON COLUMN core.toll.perpetrator_source IS 'Whether the perpetrators give it: then it never sets a toll';
COMMENT ON COLUMN core.toll."start" IS 'First character of the slice';
COMMENT ON COLUMN core.toll."end" IS 'Character behind the slice';
COMMENT ON COLUMN core.toll.quote IS 'The slice, word for word';

-- Grain: one claim in one account. Key: account_id, ordinal. Reader: mart.claim.
CREATE TABLE core.claim (
    account_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    eventid BIGINT,
    actor VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    mode VARCHAR,
    said_date VARCHAR,
    "by" VARCHAR,
    published_at TIMESTAMP,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL
);

COMMENT ON TABLE core.claim IS 'Claims, denials, attributions and suspicions';
COMMENT ON COLUMN core.claim.account_id IS 'Account';
COMMENT ON COLUMN core.claim.ordinal IS 'Number within the account, from 1';
COMMENT ON COLUMN core.claim.eventid IS 'Incident';
COMMENT ON COLUMN core.claim.actor IS 'Group, state or person that it is about';
COMMENT ON COLUMN core.claim.kind IS 'claim, denial, attribution, suspicion or none_claimed';
COMMENT ON COLUMN core.claim.mode IS 'GTD label of how it was claimed';
COMMENT ON COLUMN core.claim.said_date IS 'Day of the statement as told';
COMMENT ON COLUMN core.claim."by" IS 'Who attributes or suspects';
COMMENT ON COLUMN core.claim.published_at IS 'When the article was published, UTC';
COMMENT ON COLUMN core.claim."start" IS 'First character of the slice';
COMMENT ON COLUMN core.claim."end" IS 'Character behind the slice';
COMMENT ON COLUMN core.claim.quote IS 'The slice, word for word';

-- Grain: victims of one nationality in one account. Key: account_id, ordinal. Reader: mart.victim_nationality.
CREATE TABLE core.victim (
    account_id VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    eventid BIGINT,
    country VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('killed', 'wounded', 'casualty', 'hostage')),
    count INTEGER CHECK (count >= 0),
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL
);

COMMENT ON TABLE core.victim IS 'Victims by stated nationality';
COMMENT ON COLUMN core.victim.account_id IS 'Account';
COMMENT ON COLUMN core.victim.ordinal IS 'Number within the account, from 1';
COMMENT ON COLUMN core.victim.eventid IS 'Incident';
COMMENT ON COLUMN core.victim.country IS 'GTD label of the nationality';
COMMENT ON COLUMN core.victim.status IS 'killed, wounded, casualty (not told apart) or hostage';
COMMENT ON COLUMN core.victim.count IS 'How many; NULL where no number is told';
COMMENT ON COLUMN core.victim."start" IS 'First character of the slice';
COMMENT ON COLUMN core.victim."end" IS 'Character behind the slice';
COMMENT ON COLUMN core.victim.quote IS 'The slice, word for word';

-- Grain: one pair of incidents and how they relate. Key: eventid, other_eventid, kind. Reader: gtd.incident (related), incidents show.
CREATE TABLE core.incident_link (
    eventid BIGINT NOT NULL,
    other_eventid BIGINT NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('related', 'merged_into')),
    PRIMARY KEY (eventid, other_eventid, kind)
);

COMMENT ON TABLE core.incident_link IS 'Incidents that belong together, and ids that redirect to another incident';
COMMENT ON COLUMN core.incident_link.eventid IS 'Incident or redirected id';
COMMENT ON COLUMN core.incident_link.other_eventid IS 'The other incident, or the one redirected to';
COMMENT ON COLUMN core.incident_link.kind IS 'related: both stand; merged_into: the first id leads to the second';

-- Grain: one judgement. Key: left, right, by, judged_at. Reader: reconciliation at every rebuild.
CREATE TABLE core.judgement (
    "left" VARCHAR NOT NULL,
    "right" VARCHAR NOT NULL,
    same BOOLEAN NOT NULL,
    "by" VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    judged_at TIMESTAMP NOT NULL,
    PRIMARY KEY ("left", "right", "by", judged_at),
    CHECK ("left" < "right")
);

COMMENT ON TABLE core.judgement IS 'Pairs of accounts judged the same incident or not; a person''s word outranks every rule';
COMMENT ON COLUMN core.judgement."left" IS 'First account';
COMMENT ON COLUMN core.judgement."right" IS 'Second account';
COMMENT ON COLUMN core.judgement.same IS 'Whether both tell of one incident';
COMMENT ON COLUMN core.judgement."by" IS 'Who judged; a rule signs as rule:<name>';
COMMENT ON COLUMN core.judgement.why IS 'Reason';
COMMENT ON COLUMN core.judgement.judged_at IS 'When, UTC';

-- Grain: one pair of accounts that the matcher is unsure of. Key: left, right. Reader: incidents judge: the pairs to review first.
CREATE TABLE core.account_pair (
    "left" VARCHAR NOT NULL,
    "right" VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    reasons JSON NOT NULL,
    same BOOLEAN NOT NULL,
    PRIMARY KEY ("left", "right")
);

COMMENT ON TABLE core.account_pair IS 'Pairs of accounts near the border between the same incident and not';
COMMENT ON COLUMN core.account_pair."left" IS 'First account';
COMMENT ON COLUMN core.account_pair."right" IS 'Second account';
COMMENT ON COLUMN core.account_pair.score IS 'Weight of evidence for one incident; above 0: the same';
COMMENT ON COLUMN core.account_pair.reasons IS 'Parts of the score by name';
COMMENT ON COLUMN core.account_pair.same IS 'Whether they ended in one incident';
