-- Grain: one version of one incident. Key: eventid, known_from. Reader: the gtd views and the marts; analysts who ask what was believed when.
-- Unknown is NULL here; GTD's own codes for unknown exist in the schema gtd alone.
CREATE TABLE core.incident_version (
    eventid BIGINT NOT NULL,
    version INTEGER NOT NULL,
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP,
    accounts INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    told_date VARCHAR,
    first_date DATE,
    last_date DATE,
    nkill_low INTEGER CHECK (nkill_low >= 0),
    nkill_high INTEGER CHECK (nkill_high >= 0),
    nwound_low INTEGER CHECK (nwound_low >= 0),
    nwound_high INTEGER CHECK (nwound_high >= 0),
    unknown MAP(VARCHAR, VARCHAR),
    iyear SMALLINT,
    imonth SMALLINT CHECK (imonth BETWEEN 1 AND 12),
    iday SMALLINT CHECK (iday BETWEEN 1 AND 31),
    approxdate VARCHAR,
    extended SMALLINT CHECK (extended IN (0, 1)),
    resolution DATE,
    country SMALLINT,
    country_txt VARCHAR,
    region SMALLINT,
    region_txt VARCHAR,
    provstate VARCHAR,
    city VARCHAR,
    latitude DOUBLE CHECK (latitude BETWEEN -90 AND 90),
    longitude DOUBLE CHECK (longitude BETWEEN -180 AND 180),
    specificity SMALLINT CHECK (specificity BETWEEN 1 AND 5),
    vicinity SMALLINT CHECK (vicinity IN (0, 1)),
    location VARCHAR,
    summary VARCHAR,
    crit1 SMALLINT CHECK (crit1 IN (0, 1)),
    crit2 SMALLINT CHECK (crit2 IN (0, 1)),
    crit3 SMALLINT CHECK (crit3 IN (0, 1)),
    doubtterr SMALLINT CHECK (doubtterr IN (0, 1)),
    alternative SMALLINT,
    alternative_txt VARCHAR,
    multiple SMALLINT CHECK (multiple IN (0, 1)),
    success SMALLINT CHECK (success IN (0, 1)),
    suicide SMALLINT CHECK (suicide IN (0, 1)),
    attacktype1 SMALLINT,
    attacktype1_txt VARCHAR,
    attacktype2 SMALLINT,
    attacktype2_txt VARCHAR,
    attacktype3 SMALLINT,
    attacktype3_txt VARCHAR,
    targtype1 SMALLINT,
    targtype1_txt VARCHAR,
    targsubtype1 SMALLINT,
    targsubtype1_txt VARCHAR,
    corp1 VARCHAR,
    target1 VARCHAR,
    natlty1 SMALLINT,
    natlty1_txt VARCHAR,
    targtype2 SMALLINT,
    targtype2_txt VARCHAR,
    targsubtype2 SMALLINT,
    targsubtype2_txt VARCHAR,
    corp2 VARCHAR,
    target2 VARCHAR,
    natlty2 SMALLINT,
    natlty2_txt VARCHAR,
    targtype3 SMALLINT,
    targtype3_txt VARCHAR,
    targsubtype3 SMALLINT,
    targsubtype3_txt VARCHAR,
    corp3 VARCHAR,
    target3 VARCHAR,
    natlty3 SMALLINT,
    natlty3_txt VARCHAR,
    gname VARCHAR,
    gsubname VARCHAR,
    gname2 VARCHAR,
    gsubname2 VARCHAR,
    gname3 VARCHAR,
    gsubname3 VARCHAR,
    motive VARCHAR,
    guncertain1 SMALLINT CHECK (guncertain1 IN (0, 1)),
    guncertain2 SMALLINT CHECK (guncertain2 IN (0, 1)),
    guncertain3 SMALLINT CHECK (guncertain3 IN (0, 1)),
    individual SMALLINT CHECK (individual IN (0, 1)),
    nperps INTEGER CHECK (nperps >= 0),
    nperpcap INTEGER CHECK (nperpcap >= 0),
    claimed SMALLINT CHECK (claimed IN (0, 1)),
    claimmode SMALLINT,
    claimmode_txt VARCHAR,
    claim2 SMALLINT CHECK (claim2 IN (0, 1)),
    claimmode2 SMALLINT,
    claimmode2_txt VARCHAR,
    claim3 SMALLINT CHECK (claim3 IN (0, 1)),
    claimmode3 SMALLINT,
    claimmode3_txt VARCHAR,
    compclaim SMALLINT CHECK (compclaim IN (0, 1)),
    weaptype1 SMALLINT,
    weaptype1_txt VARCHAR,
    weapsubtype1 SMALLINT,
    weapsubtype1_txt VARCHAR,
    weaptype2 SMALLINT,
    weaptype2_txt VARCHAR,
    weapsubtype2 SMALLINT,
    weapsubtype2_txt VARCHAR,
    weaptype3 SMALLINT,
    weaptype3_txt VARCHAR,
    weapsubtype3 SMALLINT,
    weapsubtype3_txt VARCHAR,
    weaptype4 SMALLINT,
    weaptype4_txt VARCHAR,
    weapsubtype4 SMALLINT,
    weapsubtype4_txt VARCHAR,
    weapdetail VARCHAR,
    nkill INTEGER CHECK (nkill >= 0),
    nkillus INTEGER CHECK (nkillus >= 0),
    nkillter INTEGER CHECK (nkillter >= 0),
    nwound INTEGER CHECK (nwound >= 0),
    nwoundus INTEGER CHECK (nwoundus >= 0),
    nwoundte INTEGER CHECK (nwoundte >= 0),
    property SMALLINT CHECK (property IN (0, 1)),
    propextent SMALLINT,
    propextent_txt VARCHAR,
    propvalue DOUBLE,
    propcomment VARCHAR,
    ishostkid SMALLINT CHECK (ishostkid IN (0, 1)),
    nhostkid INTEGER CHECK (nhostkid >= 0),
    nhostkidus INTEGER CHECK (nhostkidus >= 0),
    nhours DOUBLE,
    ndays DOUBLE,
    divert VARCHAR,
    kidhijcountry VARCHAR,
    ransom SMALLINT CHECK (ransom IN (0, 1)),
    ransomamt DOUBLE,
    ransomamtus DOUBLE,
    ransompaid DOUBLE,
    ransompaidus DOUBLE,
    ransomnote VARCHAR,
    hostkidoutcome SMALLINT,
    hostkidoutcome_txt VARCHAR,
    nreleased INTEGER CHECK (nreleased >= 0),
    addnotes VARCHAR,
    scite1 VARCHAR,
    scite2 VARCHAR,
    scite3 VARCHAR,
    dbsource VARCHAR,
    "INT_LOG" SMALLINT CHECK ("INT_LOG" IN (0, 1)),
    "INT_IDEO" SMALLINT CHECK ("INT_IDEO" IN (0, 1)),
    "INT_MISC" SMALLINT CHECK ("INT_MISC" IN (0, 1)),
    "INT_ANY" SMALLINT CHECK ("INT_ANY" IN (0, 1)),
    related BIGINT[],
    PRIMARY KEY (eventid, known_from),
    CHECK (known_to IS NULL OR known_to > known_from),
    CHECK (nkill_low IS NULL OR nkill BETWEEN nkill_low AND nkill_high),
    CHECK (nwound_low IS NULL OR nwound BETWEEN nwound_low AND nwound_high)
);

COMMENT ON TABLE core.incident_version IS 'What was known of each incident, from when to when; the row with known_to NULL is what is known now';
COMMENT ON COLUMN core.incident_version.eventid IS 'Id of the incident: eight digits of the first day as first told, four digits of its own; never given to another incident';
COMMENT ON COLUMN core.incident_version.version IS 'Number of the version, from 1';
COMMENT ON COLUMN core.incident_version.known_from IS 'Since when this was known, UTC: publication of the account that brought it';
COMMENT ON COLUMN core.incident_version.known_to IS 'Until when this was believed, UTC, exclusive; NULL: still';
COMMENT ON COLUMN core.incident_version.accounts IS 'Accounts known by then';
COMMENT ON COLUMN core.incident_version.sources IS 'Independent origins among them: copies of one wire story count once';
COMMENT ON COLUMN core.incident_version.told_date IS 'Day the incident began, at the precision told: YYYY-MM-DD, YYYY-MM or YYYY';
COMMENT ON COLUMN core.incident_version.first_date IS 'First day that the told date allows';
COMMENT ON COLUMN core.incident_version.last_date IS 'Last day that the told date allows';
COMMENT ON COLUMN core.incident_version.nkill_low IS 'Lowest number of dead still held possible';
COMMENT ON COLUMN core.incident_version.nkill_high IS 'Highest number of dead still held possible';
COMMENT ON COLUMN core.incident_version.nwound_low IS 'Lowest number of hurt still held possible';
COMMENT ON COLUMN core.incident_version.nwound_high IS 'Highest number of hurt still held possible';
COMMENT ON COLUMN core.incident_version.unknown IS 'Why a field is NULL, where it is not that no account tells it: no_figure (deaths or injuries told without a usable figure), perpetrators_only (only the perpetrators give one), not_applicable';
COMMENT ON COLUMN core.incident_version.iyear IS 'Year the incident began; NULL where no year is told';
COMMENT ON COLUMN core.incident_version.imonth IS 'Month the incident began; NULL where unknown (up to 2011), middle of the possible days (after 2011)';
COMMENT ON COLUMN core.incident_version.iday IS 'Day the incident began; NULL where unknown (up to 2011), middle of the possible days (after 2011)';
COMMENT ON COLUMN core.incident_version.approxdate IS 'The range of possible dates where the day is not told';
COMMENT ON COLUMN core.incident_version.extended IS '1 when the incident lasted more than 24 hours';
COMMENT ON COLUMN core.incident_version.resolution IS 'Last day of an incident of more than 24 hours';
COMMENT ON COLUMN core.incident_version.country IS 'GTD code of the country';
COMMENT ON COLUMN core.incident_version.country_txt IS 'Country of the incident';
COMMENT ON COLUMN core.incident_version.region IS 'GTD code of the region, which follows from the country';
COMMENT ON COLUMN core.incident_version.region_txt IS 'Label of the region';
COMMENT ON COLUMN core.incident_version.provstate IS 'First-order administrative unit where it is named';
COMMENT ON COLUMN core.incident_version.city IS 'Settlement, else the smallest administrative area named';
COMMENT ON COLUMN core.incident_version.latitude IS 'WGS84 degrees north of the place known';
COMMENT ON COLUMN core.incident_version.longitude IS 'WGS84 degrees east of the place known';
COMMENT ON COLUMN core.incident_version.specificity IS 'How exact the coordinates are: 1 settlement to 5 unknown';
COMMENT ON COLUMN core.incident_version.vicinity IS '1 when the incident took place near the city and not in it';
COMMENT ON COLUMN core.incident_version.location IS 'The site as named';
COMMENT ON COLUMN core.incident_version.summary IS 'The sentences that tell the incident';
COMMENT ON COLUMN core.incident_version.crit1 IS '1 political, economic, religious or social goal';
COMMENT ON COLUMN core.incident_version.crit2 IS '1 intent to coerce or publicise to a wider audience';
COMMENT ON COLUMN core.incident_version.crit3 IS '1 outside legitimate warfare';
COMMENT ON COLUMN core.incident_version.doubtterr IS '1 when it may not be terrorism';
COMMENT ON COLUMN core.incident_version.alternative IS 'Code of what it may be instead of terrorism';
COMMENT ON COLUMN core.incident_version.alternative_txt IS 'Label of alternative';
COMMENT ON COLUMN core.incident_version.multiple IS '1 when the incident is one of several that belong together';
COMMENT ON COLUMN core.incident_version.success IS '1 when the attack took place by GTD''s rule for its type';
COMMENT ON COLUMN core.incident_version.suicide IS '1 when the attacker did not mean to escape alive';
COMMENT ON COLUMN core.incident_version.attacktype1 IS 'Code of the first attack type in GTD''s hierarchy';
COMMENT ON COLUMN core.incident_version.attacktype1_txt IS 'Label of attacktype1';
COMMENT ON COLUMN core.incident_version.attacktype2 IS 'Code of the second attack type in GTD''s hierarchy';
COMMENT ON COLUMN core.incident_version.attacktype2_txt IS 'Label of attacktype2';
COMMENT ON COLUMN core.incident_version.attacktype3 IS 'Code of the third attack type in GTD''s hierarchy';
COMMENT ON COLUMN core.incident_version.attacktype3_txt IS 'Label of attacktype3';
COMMENT ON COLUMN core.incident_version.targtype1 IS 'Code of the first target''s type';
COMMENT ON COLUMN core.incident_version.targtype1_txt IS 'Label of targtype1';
COMMENT ON COLUMN core.incident_version.targsubtype1 IS 'Code of the first target''s subtype';
COMMENT ON COLUMN core.incident_version.targsubtype1_txt IS 'Label of targsubtype1';
COMMENT ON COLUMN core.incident_version.corp1 IS 'Company, body or unit that the first target belongs to';
COMMENT ON COLUMN core.incident_version.target1 IS 'The first target in the words of the report';
COMMENT ON COLUMN core.incident_version.natlty1 IS 'Code of the first nationality that reports state for victims';
COMMENT ON COLUMN core.incident_version.natlty1_txt IS 'Label of natlty1';
COMMENT ON COLUMN core.incident_version.targtype2 IS 'Code of the second target''s type';
COMMENT ON COLUMN core.incident_version.targtype2_txt IS 'Label of targtype2';
COMMENT ON COLUMN core.incident_version.targsubtype2 IS 'Code of the second target''s subtype';
COMMENT ON COLUMN core.incident_version.targsubtype2_txt IS 'Label of targsubtype2';
COMMENT ON COLUMN core.incident_version.corp2 IS 'Company, body or unit that the second target belongs to';
COMMENT ON COLUMN core.incident_version.target2 IS 'The second target in the words of the report';
COMMENT ON COLUMN core.incident_version.natlty2 IS 'Code of the second nationality that reports state for victims';
COMMENT ON COLUMN core.incident_version.natlty2_txt IS 'Label of natlty2';
COMMENT ON COLUMN core.incident_version.targtype3 IS 'Code of the third target''s type';
COMMENT ON COLUMN core.incident_version.targtype3_txt IS 'Label of targtype3';
COMMENT ON COLUMN core.incident_version.targsubtype3 IS 'Code of the third target''s subtype';
COMMENT ON COLUMN core.incident_version.targsubtype3_txt IS 'Label of targsubtype3';
COMMENT ON COLUMN core.incident_version.corp3 IS 'Company, body or unit that the third target belongs to';
COMMENT ON COLUMN core.incident_version.target3 IS 'The third target in the words of the report';
COMMENT ON COLUMN core.incident_version.natlty3 IS 'Code of the third nationality that reports state for victims';
COMMENT ON COLUMN core.incident_version.natlty3_txt IS 'Label of natlty3';
COMMENT ON COLUMN core.incident_version.gname IS 'First perpetrator: group or generic identity';
COMMENT ON COLUMN core.incident_version.gsubname IS 'Faction of the first perpetrator';
COMMENT ON COLUMN core.incident_version.gname2 IS 'Second perpetrator: group or generic identity';
COMMENT ON COLUMN core.incident_version.gsubname2 IS 'Faction of the second perpetrator';
COMMENT ON COLUMN core.incident_version.gname3 IS 'Third perpetrator: group or generic identity';
COMMENT ON COLUMN core.incident_version.gsubname3 IS 'Faction of the third perpetrator';
COMMENT ON COLUMN core.incident_version.motive IS 'The motive as reported';
COMMENT ON COLUMN core.incident_version.guncertain1 IS '1 when the first perpetrator is suspected or alleged only';
COMMENT ON COLUMN core.incident_version.guncertain2 IS '1 when the second perpetrator is suspected or alleged only';
COMMENT ON COLUMN core.incident_version.guncertain3 IS '1 when the third perpetrator is suspected or alleged only';
COMMENT ON COLUMN core.incident_version.individual IS '1 when a named person without a group did it';
COMMENT ON COLUMN core.incident_version.nperps IS 'Number of attackers';
COMMENT ON COLUMN core.incident_version.nperpcap IS 'Number of attackers captured';
COMMENT ON COLUMN core.incident_version.claimed IS '1 somebody claimed it, 0 the report says that nobody has';
COMMENT ON COLUMN core.incident_version.claimmode IS 'Code of how the first perpetrator claimed it';
COMMENT ON COLUMN core.incident_version.claimmode_txt IS 'Label of claimmode';
COMMENT ON COLUMN core.incident_version.claim2 IS '1 when the second perpetrator claims the incident';
COMMENT ON COLUMN core.incident_version.claimmode2 IS 'Code of how the second perpetrator claimed it';
COMMENT ON COLUMN core.incident_version.claimmode2_txt IS 'Label of claimmode2';
COMMENT ON COLUMN core.incident_version.claim3 IS '1 when the third perpetrator claims the incident';
COMMENT ON COLUMN core.incident_version.claimmode3 IS 'Code of how the third perpetrator claimed it';
COMMENT ON COLUMN core.incident_version.claimmode3_txt IS 'Label of claimmode3';
COMMENT ON COLUMN core.incident_version.compclaim IS '1 when more than one group claims the incident, each for itself';
COMMENT ON COLUMN core.incident_version.weaptype1 IS 'Code of the first weapon''s type';
COMMENT ON COLUMN core.incident_version.weaptype1_txt IS 'Label of weaptype1';
COMMENT ON COLUMN core.incident_version.weapsubtype1 IS 'Code of the first weapon''s subtype';
COMMENT ON COLUMN core.incident_version.weapsubtype1_txt IS 'Label of weapsubtype1';
COMMENT ON COLUMN core.incident_version.weaptype2 IS 'Code of the second weapon''s type';
COMMENT ON COLUMN core.incident_version.weaptype2_txt IS 'Label of weaptype2';
COMMENT ON COLUMN core.incident_version.weapsubtype2 IS 'Code of the second weapon''s subtype';
COMMENT ON COLUMN core.incident_version.weapsubtype2_txt IS 'Label of weapsubtype2';
COMMENT ON COLUMN core.incident_version.weaptype3 IS 'Code of the third weapon''s type';
COMMENT ON COLUMN core.incident_version.weaptype3_txt IS 'Label of weaptype3';
COMMENT ON COLUMN core.incident_version.weapsubtype3 IS 'Code of the third weapon''s subtype';
COMMENT ON COLUMN core.incident_version.weapsubtype3_txt IS 'Label of weapsubtype3';
COMMENT ON COLUMN core.incident_version.weaptype4 IS 'Code of the fourth weapon''s type';
COMMENT ON COLUMN core.incident_version.weaptype4_txt IS 'Label of weaptype4';
COMMENT ON COLUMN core.incident_version.weapsubtype4 IS 'Code of the fourth weapon''s subtype';
COMMENT ON COLUMN core.incident_version.weapsubtype4_txt IS 'Label of weapsubtype4';
COMMENT ON COLUMN core.incident_version.weapdetail IS 'The weapon in the words of the report';
COMMENT ON COLUMN core.incident_version.nkill IS 'Confirmed dead, victims and attackers';
COMMENT ON COLUMN core.incident_version.nkillus IS 'United States citizens dead';
COMMENT ON COLUMN core.incident_version.nkillter IS 'Attackers dead';
COMMENT ON COLUMN core.incident_version.nwound IS 'Confirmed hurt, victims and attackers';
COMMENT ON COLUMN core.incident_version.nwoundus IS 'United States citizens hurt';
COMMENT ON COLUMN core.incident_version.nwoundte IS 'Attackers hurt';
COMMENT ON COLUMN core.incident_version.property IS '1 when property was damaged';
COMMENT ON COLUMN core.incident_version.propextent IS 'Code of the extent of the damage';
COMMENT ON COLUMN core.incident_version.propextent_txt IS 'Label of propextent';
COMMENT ON COLUMN core.incident_version.propvalue IS 'Value of the damage in US dollars';
COMMENT ON COLUMN core.incident_version.propcomment IS 'What was damaged';
COMMENT ON COLUMN core.incident_version.ishostkid IS '1 when people were held or kidnapped';
COMMENT ON COLUMN core.incident_version.nhostkid IS 'Hostages or kidnapped';
COMMENT ON COLUMN core.incident_version.nhostkidus IS 'United States citizens held';
COMMENT ON COLUMN core.incident_version.nhours IS 'Hours of captivity where under a day';
COMMENT ON COLUMN core.incident_version.ndays IS 'Days of captivity';
COMMENT ON COLUMN core.incident_version.divert IS 'Country that hostages or a vehicle were taken to on the way';
COMMENT ON COLUMN core.incident_version.kidhijcountry IS 'Country in which the hostage-taking or hijacking ended';
COMMENT ON COLUMN core.incident_version.ransom IS '1 when a ransom was demanded';
COMMENT ON COLUMN core.incident_version.ransomamt IS 'Ransom demanded in US dollars';
COMMENT ON COLUMN core.incident_version.ransomamtus IS 'Ransom demanded from sources in the United States, US dollars';
COMMENT ON COLUMN core.incident_version.ransompaid IS 'Ransom paid in US dollars';
COMMENT ON COLUMN core.incident_version.ransompaidus IS 'Ransom paid by sources in the United States, US dollars';
COMMENT ON COLUMN core.incident_version.ransomnote IS 'What else is told of the ransom';
COMMENT ON COLUMN core.incident_version.hostkidoutcome IS 'Code of the outcome for the hostages';
COMMENT ON COLUMN core.incident_version.hostkidoutcome_txt IS 'Label of hostkidoutcome';
COMMENT ON COLUMN core.incident_version.nreleased IS 'Hostages released, escaped or rescued';
COMMENT ON COLUMN core.incident_version.addnotes IS 'Where sources differ on the tolls, or a toll was shared out: what lost and why';
COMMENT ON COLUMN core.incident_version.scite1 IS 'First source: outlet, day, title';
COMMENT ON COLUMN core.incident_version.scite2 IS 'Second source';
COMMENT ON COLUMN core.incident_version.scite3 IS 'Third source';
COMMENT ON COLUMN core.incident_version.dbsource IS 'Who collected the incident';
COMMENT ON COLUMN core.incident_version."INT_LOG" IS '1 when the perpetrators came from another country than that of the incident';
COMMENT ON COLUMN core.incident_version."INT_IDEO" IS '1 when the perpetrators came from another country than the victims';
COMMENT ON COLUMN core.incident_version."INT_MISC" IS '1 when a victim''s stated nationality is not that of the country of the incident';
COMMENT ON COLUMN core.incident_version."INT_ANY" IS '1 when any of the three is 1';
COMMENT ON COLUMN core.incident_version.related IS 'Ids of the incidents that belong together with this one';
