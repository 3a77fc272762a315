-- Grain: one version of one incident, in GTD's columns, codes and words for unknown. Key: eventid, known_from. Reader: the other gtd views.
CREATE OR REPLACE VIEW gtd.incident_history AS
SELECT
    eventid,
    coalesce(iyear, eventid // 100000000)::SMALLINT AS iyear,
    coalesce(imonth, 0) AS imonth,
    coalesce(iday, 0) AS iday,
    approxdate,
    coalesce(extended, 0) AS extended,
    resolution,
    country,
    country_txt,
    region,
    region_txt,
    coalesce(provstate, 'Unknown') AS provstate,
    coalesce(city, 'Unknown') AS city,
    latitude,
    longitude,
    coalesce(specificity, 5) AS specificity,
    coalesce(vicinity, -9) AS vicinity,
    location,
    summary,
    crit1,
    crit2,
    crit3,
    doubtterr,
    alternative,
    alternative_txt,
    coalesce(multiple, 0) AS multiple,
    success,
    coalesce(suicide, 0) AS suicide,
    coalesce(attacktype1, 9) AS attacktype1,
    coalesce(attacktype1_txt, 'Unknown') AS attacktype1_txt,
    attacktype2,
    attacktype2_txt,
    attacktype3,
    attacktype3_txt,
    coalesce(targtype1, 20) AS targtype1,
    coalesce(targtype1_txt, 'Unknown') AS targtype1_txt,
    targsubtype1,
    targsubtype1_txt,
    corp1,
    coalesce(target1, 'Unknown') AS target1,
    natlty1,
    natlty1_txt,
    targtype2,
    targtype2_txt,
    targsubtype2,
    targsubtype2_txt,
    corp2,
    target2,
    natlty2,
    natlty2_txt,
    targtype3,
    targtype3_txt,
    targsubtype3,
    targsubtype3_txt,
    corp3,
    target3,
    natlty3,
    natlty3_txt,
    coalesce(gname, 'Unknown') AS gname,
    gsubname,
    gname2,
    gsubname2,
    gname3,
    gsubname3,
    motive,
    coalesce(guncertain1, 0) AS guncertain1,
    CASE WHEN gname2 IS NOT NULL THEN coalesce(guncertain2, 0) END AS guncertain2,
    CASE WHEN gname3 IS NOT NULL THEN coalesce(guncertain3, 0) END AS guncertain3,
    coalesce(individual, 0) AS individual,
    coalesce(nperps, -99) AS nperps,
    coalesce(nperpcap, -99) AS nperpcap,
    coalesce(claimed, -9) AS claimed,
    CASE WHEN claimed = 1 THEN coalesce(claimmode, 10) END AS claimmode,
    CASE WHEN claimed = 1 THEN coalesce(claimmode_txt, 'Unknown') END AS claimmode_txt,
    CASE WHEN gname2 IS NOT NULL THEN coalesce(claim2, -9) END AS claim2,
    CASE WHEN claim2 = 1 THEN coalesce(claimmode2, 10) END AS claimmode2,
    CASE WHEN claim2 = 1 THEN coalesce(claimmode2_txt, 'Unknown') END AS claimmode2_txt,
    CASE WHEN gname3 IS NOT NULL THEN coalesce(claim3, -9) END AS claim3,
    CASE WHEN claim3 = 1 THEN coalesce(claimmode3, 10) END AS claimmode3,
    CASE WHEN claim3 = 1 THEN coalesce(claimmode3_txt, 'Unknown') END AS claimmode3_txt,
    CASE WHEN claimed = 1 THEN coalesce(compclaim, -9) END AS compclaim,
    coalesce(weaptype1, 13) AS weaptype1,
    coalesce(weaptype1_txt, 'Unknown') AS weaptype1_txt,
    weapsubtype1,
    weapsubtype1_txt,
    weaptype2,
    weaptype2_txt,
    weapsubtype2,
    weapsubtype2_txt,
    weaptype3,
    weaptype3_txt,
    weapsubtype3,
    weapsubtype3_txt,
    weaptype4,
    weaptype4_txt,
    weapsubtype4,
    weapsubtype4_txt,
    weapdetail,
    nkill,
    nkillus,
    nkillter,
    nwound,
    nwoundus,
    nwoundte,
    coalesce(property, -9) AS property,
    CASE WHEN property = 1 THEN coalesce(propextent, 4) END AS propextent,
    CASE WHEN property = 1 THEN coalesce(propextent_txt, 'Unknown') END AS propextent_txt,
    CASE WHEN property = 1 THEN coalesce(propvalue, -99) END AS propvalue,
    propcomment,
    coalesce(ishostkid, -9) AS ishostkid,
    CASE WHEN ishostkid = 1 THEN coalesce(nhostkid, -99) END AS nhostkid,
    nhostkidus,
    CASE WHEN ishostkid = 1 AND ndays IS NULL THEN coalesce(nhours, -99) ELSE nhours END AS nhours,
    CASE WHEN ishostkid = 1 AND nhours IS NULL THEN coalesce(ndays, -99) ELSE ndays END AS ndays,
    divert,
    kidhijcountry,
    CASE WHEN ishostkid = 1 THEN coalesce(ransom, -9) END AS ransom,
    CASE WHEN ransom = 1 THEN coalesce(ransomamt, -99) END AS ransomamt,
    ransomamtus,
    CASE WHEN ransom = 1 THEN coalesce(ransompaid, -99) END AS ransompaid,
    ransompaidus,
    ransomnote,
    CASE WHEN ishostkid = 1 THEN coalesce(hostkidoutcome, 7) END AS hostkidoutcome,
    CASE WHEN ishostkid = 1 THEN coalesce(hostkidoutcome_txt, 'Unknown') END AS hostkidoutcome_txt,
    CASE WHEN ishostkid = 1 THEN coalesce(nreleased, -99) END AS nreleased,
    addnotes,
    scite1,
    scite2,
    scite3,
    coalesce(dbsource, 'incident-warehouse') AS dbsource,
    coalesce("INT_LOG", -9) AS "INT_LOG",
    coalesce("INT_IDEO", -9) AS "INT_IDEO",
    coalesce("INT_MISC", -9) AS "INT_MISC",
    coalesce("INT_ANY", -9) AS "INT_ANY",
    array_to_string(related, ', ') AS related,
    known_from,
    known_to
FROM core.incident_version;

COMMENT ON VIEW gtd.incident_history IS 'Every version of every incident in GTD''s columns';
COMMENT ON COLUMN gtd.incident_history.eventid IS 'Id of the incident: eight digits of the first day as first told, four digits of its own; never given to another incident';
COMMENT ON COLUMN gtd.incident_history.iyear IS 'Year the incident began';
COMMENT ON COLUMN gtd.incident_history.imonth IS 'Month the incident began; 0 where unknown (up to 2011), middle of the possible days (after 2011)';
COMMENT ON COLUMN gtd.incident_history.iday IS 'Day the incident began; 0 where unknown (up to 2011), middle of the possible days (after 2011)';
COMMENT ON COLUMN gtd.incident_history.approxdate IS 'The range of possible dates where the day is not told';
COMMENT ON COLUMN gtd.incident_history.extended IS '1 when the incident lasted more than 24 hours';
COMMENT ON COLUMN gtd.incident_history.resolution IS 'Last day of an incident of more than 24 hours';
COMMENT ON COLUMN gtd.incident_history.country IS 'GTD code of the country';
COMMENT ON COLUMN gtd.incident_history.country_txt IS 'Country of the incident';
COMMENT ON COLUMN gtd.incident_history.region IS 'GTD code of the region, which follows from the country';
COMMENT ON COLUMN gtd.incident_history.region_txt IS 'Label of the region';
COMMENT ON COLUMN gtd.incident_history.provstate IS 'First-order administrative unit where it is named';
COMMENT ON COLUMN gtd.incident_history.city IS 'Settlement, else the smallest administrative area named';
COMMENT ON COLUMN gtd.incident_history.latitude IS 'WGS84 degrees north of the place known';
COMMENT ON COLUMN gtd.incident_history.longitude IS 'WGS84 degrees east of the place known';
COMMENT ON COLUMN gtd.incident_history.specificity IS 'How exact the coordinates are: 1 settlement to 5 unknown';
COMMENT ON COLUMN gtd.incident_history.vicinity IS '1 when the incident took place near the city and not in it; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.location IS 'The site as named';
COMMENT ON COLUMN gtd.incident_history.summary IS 'The sentences that tell the incident';
COMMENT ON COLUMN gtd.incident_history.crit1 IS '1 political, economic, religious or social goal';
COMMENT ON COLUMN gtd.incident_history.crit2 IS '1 intent to coerce or publicise to a wider audience';
COMMENT ON COLUMN gtd.incident_history.crit3 IS '1 outside legitimate warfare';
COMMENT ON COLUMN gtd.incident_history.doubtterr IS '1 when it may not be terrorism';
COMMENT ON COLUMN gtd.incident_history.alternative IS 'Code of what it may be instead of terrorism';
COMMENT ON COLUMN gtd.incident_history.alternative_txt IS 'Label of alternative';
COMMENT ON COLUMN gtd.incident_history.multiple IS '1 when the incident is one of several that belong together';
COMMENT ON COLUMN gtd.incident_history.success IS '1 when the attack took place by GTD''s rule for its type';
COMMENT ON COLUMN gtd.incident_history.suicide IS '1 when the attacker did not mean to escape alive';
COMMENT ON COLUMN gtd.incident_history.attacktype1 IS 'Code of the first attack type in GTD''s hierarchy';
COMMENT ON COLUMN gtd.incident_history.attacktype1_txt IS 'Label of attacktype1';
COMMENT ON COLUMN gtd.incident_history.attacktype2 IS 'Code of the second attack type in GTD''s hierarchy';
COMMENT ON COLUMN gtd.incident_history.attacktype2_txt IS 'Label of attacktype2';
COMMENT ON COLUMN gtd.incident_history.attacktype3 IS 'Code of the third attack type in GTD''s hierarchy';
COMMENT ON COLUMN gtd.incident_history.attacktype3_txt IS 'Label of attacktype3';
COMMENT ON COLUMN gtd.incident_history.targtype1 IS 'Code of the first target''s type';
COMMENT ON COLUMN gtd.incident_history.targtype1_txt IS 'Label of targtype1';
COMMENT ON COLUMN gtd.incident_history.targsubtype1 IS 'Code of the first target''s subtype';
COMMENT ON COLUMN gtd.incident_history.targsubtype1_txt IS 'Label of targsubtype1';
COMMENT ON COLUMN gtd.incident_history.corp1 IS 'Company, body or unit that the first target belongs to';
COMMENT ON COLUMN gtd.incident_history.target1 IS 'The first target in the words of the report';
COMMENT ON COLUMN gtd.incident_history.natlty1 IS 'Code of the first nationality that reports state for victims';
COMMENT ON COLUMN gtd.incident_history.natlty1_txt IS 'Label of natlty1';
COMMENT ON COLUMN gtd.incident_history.targtype2 IS 'Code of the second target''s type';
COMMENT ON COLUMN gtd.incident_history.targtype2_txt IS 'Label of targtype2';
COMMENT ON COLUMN gtd.incident_history.targsubtype2 IS 'Code of the second target''s subtype';
COMMENT ON COLUMN gtd.incident_history.targsubtype2_txt IS 'Label of targsubtype2';
COMMENT ON COLUMN gtd.incident_history.corp2 IS 'Company, body or unit that the second target belongs to';
COMMENT ON COLUMN gtd.incident_history.target2 IS 'The second target in the words of the report';
COMMENT ON COLUMN gtd.incident_history.natlty2 IS 'Code of the second nationality that reports state for victims';
COMMENT ON COLUMN gtd.incident_history.natlty2_txt IS 'Label of natlty2';
COMMENT ON COLUMN gtd.incident_history.targtype3 IS 'Code of the third target''s type';
COMMENT ON COLUMN gtd.incident_history.targtype3_txt IS 'Label of targtype3';
COMMENT ON COLUMN gtd.incident_history.targsubtype3 IS 'Code of the third target''s subtype';
COMMENT ON COLUMN gtd.incident_history.targsubtype3_txt IS 'Label of targsubtype3';
COMMENT ON COLUMN gtd.incident_history.corp3 IS 'Company, body or unit that the third target belongs to';
COMMENT ON COLUMN gtd.incident_history.target3 IS 'The third target in the words of the report';
COMMENT ON COLUMN gtd.incident_history.natlty3 IS 'Code of the third nationality that reports state for victims';
COMMENT ON COLUMN gtd.incident_history.natlty3_txt IS 'Label of natlty3';
COMMENT ON COLUMN gtd.incident_history.gname IS 'First perpetrator: group or generic identity';
COMMENT ON COLUMN gtd.incident_history.gsubname IS 'Faction of the first perpetrator';
COMMENT ON COLUMN gtd.incident_history.gname2 IS 'Second perpetrator: group or generic identity';
COMMENT ON COLUMN gtd.incident_history.gsubname2 IS 'Faction of the second perpetrator';
COMMENT ON COLUMN gtd.incident_history.gname3 IS 'Third perpetrator: group or generic identity';
COMMENT ON COLUMN gtd.incident_history.gsubname3 IS 'Faction of the third perpetrator';
COMMENT ON COLUMN gtd.incident_history.motive IS 'The motive as reported';
COMMENT ON COLUMN gtd.incident_history.guncertain1 IS '1 when the first perpetrator is suspected or alleged only';
COMMENT ON COLUMN gtd.incident_history.guncertain2 IS '1 when the second perpetrator is suspected or alleged only';
COMMENT ON COLUMN gtd.incident_history.guncertain3 IS '1 when the third perpetrator is suspected or alleged only';
COMMENT ON COLUMN gtd.incident_history.individual IS '1 when a named person without a group did it';
COMMENT ON COLUMN gtd.incident_history.nperps IS 'Number of attackers; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.nperpcap IS 'Number of attackers captured; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.claimed IS '1 somebody claimed it, 0 the report says that nobody has; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.claimmode IS 'Code of how the first perpetrator claimed it';
COMMENT ON COLUMN gtd.incident_history.claimmode_txt IS 'Label of claimmode';
COMMENT ON COLUMN gtd.incident_history.claim2 IS '1 when the second perpetrator claims the incident; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.claimmode2 IS 'Code of how the second perpetrator claimed it';
COMMENT ON COLUMN gtd.incident_history.claimmode2_txt IS 'Label of claimmode2';
COMMENT ON COLUMN gtd.incident_history.claim3 IS '1 when the third perpetrator claims the incident; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.claimmode3 IS 'Code of how the third perpetrator claimed it';
COMMENT ON COLUMN gtd.incident_history.claimmode3_txt IS 'Label of claimmode3';
COMMENT ON COLUMN gtd.incident_history.compclaim IS '1 when more than one group claims the incident, each for itself; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.weaptype1 IS 'Code of the first weapon''s type';
COMMENT ON COLUMN gtd.incident_history.weaptype1_txt IS 'Label of weaptype1';
COMMENT ON COLUMN gtd.incident_history.weapsubtype1 IS 'Code of the first weapon''s subtype';
COMMENT ON COLUMN gtd.incident_history.weapsubtype1_txt IS 'Label of weapsubtype1';
COMMENT ON COLUMN gtd.incident_history.weaptype2 IS 'Code of the second weapon''s type';
COMMENT ON COLUMN gtd.incident_history.weaptype2_txt IS 'Label of weaptype2';
COMMENT ON COLUMN gtd.incident_history.weapsubtype2 IS 'Code of the second weapon''s subtype';
COMMENT ON COLUMN gtd.incident_history.weapsubtype2_txt IS 'Label of weapsubtype2';
COMMENT ON COLUMN gtd.incident_history.weaptype3 IS 'Code of the third weapon''s type';
COMMENT ON COLUMN gtd.incident_history.weaptype3_txt IS 'Label of weaptype3';
COMMENT ON COLUMN gtd.incident_history.weapsubtype3 IS 'Code of the third weapon''s subtype';
COMMENT ON COLUMN gtd.incident_history.weapsubtype3_txt IS 'Label of weapsubtype3';
COMMENT ON COLUMN gtd.incident_history.weaptype4 IS 'Code of the fourth weapon''s type';
COMMENT ON COLUMN gtd.incident_history.weaptype4_txt IS 'Label of weaptype4';
COMMENT ON COLUMN gtd.incident_history.weapsubtype4 IS 'Code of the fourth weapon''s subtype';
COMMENT ON COLUMN gtd.incident_history.weapsubtype4_txt IS 'Label of weapsubtype4';
COMMENT ON COLUMN gtd.incident_history.weapdetail IS 'The weapon in the words of the report';
COMMENT ON COLUMN gtd.incident_history.nkill IS 'Confirmed dead, victims and attackers';
COMMENT ON COLUMN gtd.incident_history.nkillus IS 'United States citizens dead';
COMMENT ON COLUMN gtd.incident_history.nkillter IS 'Attackers dead';
COMMENT ON COLUMN gtd.incident_history.nwound IS 'Confirmed hurt, victims and attackers';
COMMENT ON COLUMN gtd.incident_history.nwoundus IS 'United States citizens hurt';
COMMENT ON COLUMN gtd.incident_history.nwoundte IS 'Attackers hurt';
COMMENT ON COLUMN gtd.incident_history.property IS '1 when property was damaged; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.propextent IS 'Code of the extent of the damage';
COMMENT ON COLUMN gtd.incident_history.propextent_txt IS 'Label of propextent';
COMMENT ON COLUMN gtd.incident_history.propvalue IS 'Value of the damage in US dollars; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.propcomment IS 'What was damaged';
COMMENT ON COLUMN gtd.incident_history.ishostkid IS '1 when people were held or kidnapped; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.nhostkid IS 'Hostages or kidnapped; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.nhostkidus IS 'United States citizens held';
COMMENT ON COLUMN gtd.incident_history.nhours IS 'Hours of captivity where under a day; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.ndays IS 'Days of captivity; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.divert IS 'Country that hostages or a vehicle were taken to on the way';
COMMENT ON COLUMN gtd.incident_history.kidhijcountry IS 'Country in which the hostage-taking or hijacking ended';
COMMENT ON COLUMN gtd.incident_history.ransom IS '1 when a ransom was demanded; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.ransomamt IS 'Ransom demanded in US dollars; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.ransomamtus IS 'Ransom demanded from sources in the United States, US dollars';
COMMENT ON COLUMN gtd.incident_history.ransompaid IS 'Ransom paid in US dollars; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.ransompaidus IS 'Ransom paid by sources in the United States, US dollars';
COMMENT ON COLUMN gtd.incident_history.ransomnote IS 'What else is told of the ransom';
COMMENT ON COLUMN gtd.incident_history.hostkidoutcome IS 'Code of the outcome for the hostages';
COMMENT ON COLUMN gtd.incident_history.hostkidoutcome_txt IS 'Label of hostkidoutcome';
COMMENT ON COLUMN gtd.incident_history.nreleased IS 'Hostages released, escaped or rescued; -99 unknown';
COMMENT ON COLUMN gtd.incident_history.addnotes IS 'Where sources differ on the tolls, or a toll was shared out: what lost and why';
COMMENT ON COLUMN gtd.incident_history.scite1 IS 'First source: outlet, day, title';
COMMENT ON COLUMN gtd.incident_history.scite2 IS 'Second source';
COMMENT ON COLUMN gtd.incident_history.scite3 IS 'Third source';
COMMENT ON COLUMN gtd.incident_history.dbsource IS 'Who collected the incident';
COMMENT ON COLUMN gtd.incident_history."INT_LOG" IS '1 when the perpetrators came from another country than that of the incident; -9 unknown';
COMMENT ON COLUMN gtd.incident_history."INT_IDEO" IS '1 when the perpetrators came from another country than the victims; -9 unknown';
COMMENT ON COLUMN gtd.incident_history."INT_MISC" IS '1 when a victim''s stated nationality is not that of the country of the incident; -9 unknown';
COMMENT ON COLUMN gtd.incident_history."INT_ANY" IS '1 when any of the three is 1; -9 unknown';
COMMENT ON COLUMN gtd.incident_history.related IS 'Ids of the incidents that belong together with this one';
COMMENT ON COLUMN gtd.incident_history.known_from IS 'Since when this was known, UTC';
COMMENT ON COLUMN gtd.incident_history.known_to IS 'Until when this was believed, UTC, exclusive; NULL: still';
