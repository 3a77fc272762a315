-- Grain: one row of core.incident_version, staged from `incoming`. Key: eventid, known_from. Reader: the loader.
CREATE OR REPLACE TEMP TABLE staged AS FROM core.incident_version LIMIT 0;

INSERT INTO staged BY NAME FROM incoming;

DELETE FROM core.incident_version AS t
WHERE t.eventid IN (FROM scope_incident)
    AND NOT EXISTS (FROM staged AS s WHERE t.eventid = s.eventid AND t.known_from = s.known_from);

MERGE INTO core.incident_version AS t
USING staged AS s
ON t.eventid = s.eventid AND t.known_from = s.known_from
WHEN MATCHED AND (
    t.version IS DISTINCT FROM s.version
    OR t.known_to IS DISTINCT FROM s.known_to
    OR t.accounts IS DISTINCT FROM s.accounts
    OR t.sources IS DISTINCT FROM s.sources
    OR t.told_date IS DISTINCT FROM s.told_date
    OR t.first_date IS DISTINCT FROM s.first_date
    OR t.last_date IS DISTINCT FROM s.last_date
    OR t.nkill_low IS DISTINCT FROM s.nkill_low
    OR t.nkill_high IS DISTINCT FROM s.nkill_high
    OR t.nwound_low IS DISTINCT FROM s.nwound_low
    OR t.nwound_high IS DISTINCT FROM s.nwound_high
    OR t.unknown IS DISTINCT FROM s.unknown
    OR t.iyear IS DISTINCT FROM s.iyear
    OR t.imonth IS DISTINCT FROM s.imonth
    OR t.iday IS DISTINCT FROM s.iday
    OR t.approxdate IS DISTINCT FROM s.approxdate
    OR t.extended IS DISTINCT FROM s.extended
    OR t.resolution IS DISTINCT FROM s.resolution
    OR t.country IS DISTINCT FROM s.country
    OR t.country_txt IS DISTINCT FROM s.country_txt
    OR t.region IS DISTINCT FROM s.region
    OR t.region_txt IS DISTINCT FROM s.region_txt
    OR t.provstate IS DISTINCT FROM s.provstate
    OR t.city IS DISTINCT FROM s.city
    OR t.latitude IS DISTINCT FROM s.latitude
    OR t.longitude IS DISTINCT FROM s.longitude
    OR t.specificity IS DISTINCT FROM s.specificity
    OR t.vicinity IS DISTINCT FROM s.vicinity
    OR t.location IS DISTINCT FROM s.location
    OR t.summary IS DISTINCT FROM s.summary
    OR t.crit1 IS DISTINCT FROM s.crit1
    OR t.crit2 IS DISTINCT FROM s.crit2
    OR t.crit3 IS DISTINCT FROM s.crit3
    OR t.doubtterr IS DISTINCT FROM s.doubtterr
    OR t.alternative IS DISTINCT FROM s.alternative
    OR t.alternative_txt IS DISTINCT FROM s.alternative_txt
    OR t.multiple IS DISTINCT FROM s.multiple
    OR t.success IS DISTINCT FROM s.success
    OR t.suicide IS DISTINCT FROM s.suicide
    OR t.attacktype1 IS DISTINCT FROM s.attacktype1
    OR t.attacktype1_txt IS DISTINCT FROM s.attacktype1_txt
    OR t.attacktype2 IS DISTINCT FROM s.attacktype2
    OR t.attacktype2_txt IS DISTINCT FROM s.attacktype2_txt
    OR t.attacktype3 IS DISTINCT FROM s.attacktype3
    OR t.attacktype3_txt IS DISTINCT FROM s.attacktype3_txt
    OR t.targtype1 IS DISTINCT FROM s.targtype1
    OR t.targtype1_txt IS DISTINCT FROM s.targtype1_txt
    OR t.targsubtype1 IS DISTINCT FROM s.targsubtype1
    OR t.targsubtype1_txt IS DISTINCT FROM s.targsubtype1_txt
    OR t.corp1 IS DISTINCT FROM s.corp1
    OR t.target1 IS DISTINCT FROM s.target1
    OR t.natlty1 IS DISTINCT FROM s.natlty1
    OR t.natlty1_txt IS DISTINCT FROM s.natlty1_txt
    OR t.targtype2 IS DISTINCT FROM s.targtype2
    OR t.targtype2_txt IS DISTINCT FROM s.targtype2_txt
    OR t.targsubtype2 IS DISTINCT FROM s.targsubtype2
    OR t.targsubtype2_txt IS DISTINCT FROM s.targsubtype2_txt
    OR t.corp2 IS DISTINCT FROM s.corp2
    OR t.target2 IS DISTINCT FROM s.target2
    OR t.natlty2 IS DISTINCT FROM s.natlty2
    OR t.natlty2_txt IS DISTINCT FROM s.natlty2_txt
    OR t.targtype3 IS DISTINCT FROM s.targtype3
    OR t.targtype3_txt IS DISTINCT FROM s.targtype3_txt
    OR t.targsubtype3 IS DISTINCT FROM s.targsubtype3
    OR t.targsubtype3_txt IS DISTINCT FROM s.targsubtype3_txt
    OR t.corp3 IS DISTINCT FROM s.corp3
    OR t.target3 IS DISTINCT FROM s.target3
    OR t.natlty3 IS DISTINCT FROM s.natlty3
    OR t.natlty3_txt IS DISTINCT FROM s.natlty3_txt
    OR t.gname IS DISTINCT FROM s.gname
    OR t.gsubname IS DISTINCT FROM s.gsubname
    OR t.gname2 IS DISTINCT FROM s.gname2
    OR t.gsubname2 IS DISTINCT FROM s.gsubname2
    OR t.gname3 IS DISTINCT FROM s.gname3
    OR t.gsubname3 IS DISTINCT FROM s.gsubname3
    OR t.motive IS DISTINCT FROM s.motive
    OR t.guncertain1 IS DISTINCT FROM s.guncertain1
    OR t.guncertain2 IS DISTINCT FROM s.guncertain2
    OR t.guncertain3 IS DISTINCT FROM s.guncertain3
    OR t.individual IS DISTINCT FROM s.individual
    OR t.nperps IS DISTINCT FROM s.nperps
    OR t.nperpcap IS DISTINCT FROM s.nperpcap
    OR t.claimed IS DISTINCT FROM s.claimed
    OR t.claimmode IS DISTINCT FROM s.claimmode
    OR t.claimmode_txt IS DISTINCT FROM s.claimmode_txt
    OR t.claim2 IS DISTINCT FROM s.claim2
    OR t.claimmode2 IS DISTINCT FROM s.claimmode2
    OR t.claimmode2_txt IS DISTINCT FROM s.claimmode2_txt
    OR t.claim3 IS DISTINCT FROM s.claim3
    OR t.claimmode3 IS DISTINCT FROM s.claimmode3
    OR t.claimmode3_txt IS DISTINCT FROM s.claimmode3_txt
    OR t.compclaim IS DISTINCT FROM s.compclaim
    OR t.weaptype1 IS DISTINCT FROM s.weaptype1
    OR t.weaptype1_txt IS DISTINCT FROM s.weaptype1_txt
    OR t.weapsubtype1 IS DISTINCT FROM s.weapsubtype1
    OR t.weapsubtype1_txt IS DISTINCT FROM s.weapsubtype1_txt
    OR t.weaptype2 IS DISTINCT FROM s.weaptype2
    OR t.weaptype2_txt IS DISTINCT FROM s.weaptype2_txt
    OR t.weapsubtype2 IS DISTINCT FROM s.weapsubtype2
    OR t.weapsubtype2_txt IS DISTINCT FROM s.weapsubtype2_txt
    OR t.weaptype3 IS DISTINCT FROM s.weaptype3
    OR t.weaptype3_txt IS DISTINCT FROM s.weaptype3_txt
    OR t.weapsubtype3 IS DISTINCT FROM s.weapsubtype3
    OR t.weapsubtype3_txt IS DISTINCT FROM s.weapsubtype3_txt
    OR t.weaptype4 IS DISTINCT FROM s.weaptype4
    OR t.weaptype4_txt IS DISTINCT FROM s.weaptype4_txt
    OR t.weapsubtype4 IS DISTINCT FROM s.weapsubtype4
    OR t.weapsubtype4_txt IS DISTINCT FROM s.weapsubtype4_txt
    OR t.weapdetail IS DISTINCT FROM s.weapdetail
    OR t.nkill IS DISTINCT FROM s.nkill
    OR t.nkillus IS DISTINCT FROM s.nkillus
    OR t.nkillter IS DISTINCT FROM s.nkillter
    OR t.nwound IS DISTINCT FROM s.nwound
    OR t.nwoundus IS DISTINCT FROM s.nwoundus
    OR t.nwoundte IS DISTINCT FROM s.nwoundte
    OR t.property IS DISTINCT FROM s.property
    OR t.propextent IS DISTINCT FROM s.propextent
    OR t.propextent_txt IS DISTINCT FROM s.propextent_txt
    OR t.propvalue IS DISTINCT FROM s.propvalue
    OR t.propcomment IS DISTINCT FROM s.propcomment
    OR t.ishostkid IS DISTINCT FROM s.ishostkid
    OR t.nhostkid IS DISTINCT FROM s.nhostkid
    OR t.nhostkidus IS DISTINCT FROM s.nhostkidus
    OR t.nhours IS DISTINCT FROM s.nhours
    OR t.ndays IS DISTINCT FROM s.ndays
    OR t.divert IS DISTINCT FROM s.divert
    OR t.kidhijcountry IS DISTINCT FROM s.kidhijcountry
    OR t.ransom IS DISTINCT FROM s.ransom
    OR t.ransomamt IS DISTINCT FROM s.ransomamt
    OR t.ransomamtus IS DISTINCT FROM s.ransomamtus
    OR t.ransompaid IS DISTINCT FROM s.ransompaid
    OR t.ransompaidus IS DISTINCT FROM s.ransompaidus
    OR t.ransomnote IS DISTINCT FROM s.ransomnote
    OR t.hostkidoutcome IS DISTINCT FROM s.hostkidoutcome
    OR t.hostkidoutcome_txt IS DISTINCT FROM s.hostkidoutcome_txt
    OR t.nreleased IS DISTINCT FROM s.nreleased
    OR t.addnotes IS DISTINCT FROM s.addnotes
    OR t.scite1 IS DISTINCT FROM s.scite1
    OR t.scite2 IS DISTINCT FROM s.scite2
    OR t.scite3 IS DISTINCT FROM s.scite3
    OR t.dbsource IS DISTINCT FROM s.dbsource
    OR t."INT_LOG" IS DISTINCT FROM s."INT_LOG"
    OR t."INT_IDEO" IS DISTINCT FROM s."INT_IDEO"
    OR t."INT_MISC" IS DISTINCT FROM s."INT_MISC"
    OR t."INT_ANY" IS DISTINCT FROM s."INT_ANY"
    OR t.related IS DISTINCT FROM s.related
) THEN UPDATE SET
    version = s.version,
    known_to = s.known_to,
    accounts = s.accounts,
    sources = s.sources,
    told_date = s.told_date,
    first_date = s.first_date,
    last_date = s.last_date,
    nkill_low = s.nkill_low,
    nkill_high = s.nkill_high,
    nwound_low = s.nwound_low,
    nwound_high = s.nwound_high,
    unknown = s.unknown,
    iyear = s.iyear,
    imonth = s.imonth,
    iday = s.iday,
    approxdate = s.approxdate,
    extended = s.extended,
    resolution = s.resolution,
    country = s.country,
    country_txt = s.country_txt,
    region = s.region,
    region_txt = s.region_txt,
    provstate = s.provstate,
    city = s.city,
    latitude = s.latitude,
    longitude = s.longitude,
    specificity = s.specificity,
    vicinity = s.vicinity,
    location = s.location,
    summary = s.summary,
    crit1 = s.crit1,
    crit2 = s.crit2,
    crit3 = s.crit3,
    doubtterr = s.doubtterr,
    alternative = s.alternative,
    alternative_txt = s.alternative_txt,
    multiple = s.multiple,
    success = s.success,
    suicide = s.suicide,
    attacktype1 = s.attacktype1,
    attacktype1_txt = s.attacktype1_txt,
    attacktype2 = s.attacktype2,
    attacktype2_txt = s.attacktype2_txt,
    attacktype3 = s.attacktype3,
    attacktype3_txt = s.attacktype3_txt,
    targtype1 = s.targtype1,
    targtype1_txt = s.targtype1_txt,
    targsubtype1 = s.targsubtype1,
    targsubtype1_txt = s.targsubtype1_txt,
    corp1 = s.corp1,
    target1 = s.target1,
    natlty1 = s.natlty1,
    natlty1_txt = s.natlty1_txt,
    targtype2 = s.targtype2,
    targtype2_txt = s.targtype2_txt,
    targsubtype2 = s.targsubtype2,
    targsubtype2_txt = s.targsubtype2_txt,
    corp2 = s.corp2,
    target2 = s.target2,
    natlty2 = s.natlty2,
    natlty2_txt = s.natlty2_txt,
    targtype3 = s.targtype3,
    targtype3_txt = s.targtype3_txt,
    targsubtype3 = s.targsubtype3,
    targsubtype3_txt = s.targsubtype3_txt,
    corp3 = s.corp3,
    target3 = s.target3,
    natlty3 = s.natlty3,
    natlty3_txt = s.natlty3_txt,
    gname = s.gname,
    gsubname = s.gsubname,
    gname2 = s.gname2,
    gsubname2 = s.gsubname2,
    gname3 = s.gname3,
    gsubname3 = s.gsubname3,
    motive = s.motive,
    guncertain1 = s.guncertain1,
    guncertain2 = s.guncertain2,
    guncertain3 = s.guncertain3,
    individual = s.individual,
    nperps = s.nperps,
    nperpcap = s.nperpcap,
    claimed = s.claimed,
    claimmode = s.claimmode,
    claimmode_txt = s.claimmode_txt,
    claim2 = s.claim2,
    claimmode2 = s.claimmode2,
    claimmode2_txt = s.claimmode2_txt,
    claim3 = s.claim3,
    claimmode3 = s.claimmode3,
    claimmode3_txt = s.claimmode3_txt,
    compclaim = s.compclaim,
    weaptype1 = s.weaptype1,
    weaptype1_txt = s.weaptype1_txt,
    weapsubtype1 = s.weapsubtype1,
    weapsubtype1_txt = s.weapsubtype1_txt,
    weaptype2 = s.weaptype2,
    weaptype2_txt = s.weaptype2_txt,
    weapsubtype2 = s.weapsubtype2,
    weapsubtype2_txt = s.weapsubtype2_txt,
    weaptype3 = s.weaptype3,
    weaptype3_txt = s.weaptype3_txt,
    weapsubtype3 = s.weapsubtype3,
    weapsubtype3_txt = s.weapsubtype3_txt,
    weaptype4 = s.weaptype4,
    weaptype4_txt = s.weaptype4_txt,
    weapsubtype4 = s.weapsubtype4,
    weapsubtype4_txt = s.weapsubtype4_txt,
    weapdetail = s.weapdetail,
    nkill = s.nkill,
    nkillus = s.nkillus,
    nkillter = s.nkillter,
    nwound = s.nwound,
    nwoundus = s.nwoundus,
    nwoundte = s.nwoundte,
    property = s.property,
    propextent = s.propextent,
    propextent_txt = s.propextent_txt,
    propvalue = s.propvalue,
    propcomment = s.propcomment,
    ishostkid = s.ishostkid,
    nhostkid = s.nhostkid,
    nhostkidus = s.nhostkidus,
    nhours = s.nhours,
    ndays = s.ndays,
    divert = s.divert,
    kidhijcountry = s.kidhijcountry,
    ransom = s.ransom,
    ransomamt = s.ransomamt,
    ransomamtus = s.ransomamtus,
    ransompaid = s.ransompaid,
    ransompaidus = s.ransompaidus,
    ransomnote = s.ransomnote,
    hostkidoutcome = s.hostkidoutcome,
    hostkidoutcome_txt = s.hostkidoutcome_txt,
    nreleased = s.nreleased,
    addnotes = s.addnotes,
    scite1 = s.scite1,
    scite2 = s.scite2,
    scite3 = s.scite3,
    dbsource = s.dbsource,
    "INT_LOG" = s."INT_LOG",
    "INT_IDEO" = s."INT_IDEO",
    "INT_MISC" = s."INT_MISC",
    "INT_ANY" = s."INT_ANY",
    related = s.related
WHEN NOT MATCHED THEN INSERT (eventid, version, known_from, known_to, accounts, sources, told_date, first_date, last_date, nkill_low, nkill_high, nwound_low, nwound_high, unknown, iyear, imonth, iday, approxdate, extended, resolution, country, country_txt, region, region_txt, provstate, city, latitude, longitude, specificity, vicinity, location, summary, crit1, crit2, crit3, doubtterr, alternative, alternative_txt, multiple, success, suicide, attacktype1, attacktype1_txt, attacktype2, attacktype2_txt, attacktype3, attacktype3_txt, targtype1, targtype1_txt, targsubtype1, targsubtype1_txt, corp1, target1, natlty1, natlty1_txt, targtype2, targtype2_txt, targsubtype2, targsubtype2_txt, corp2, target2, natlty2, natlty2_txt, targtype3, targtype3_txt, targsubtype3, targsubtype3_txt, corp3, target3, natlty3, natlty3_txt, gname, gsubname, gname2, gsubname2, gname3, gsubname3, motive, guncertain1, guncertain2, guncertain3, individual, nperps, nperpcap, claimed, claimmode, claimmode_txt, claim2, claimmode2, claimmode2_txt, claim3, claimmode3, claimmode3_txt, compclaim, weaptype1, weaptype1_txt, weapsubtype1, weapsubtype1_txt, weaptype2, weaptype2_txt, weapsubtype2, weapsubtype2_txt, weaptype3, weaptype3_txt, weapsubtype3, weapsubtype3_txt, weaptype4, weaptype4_txt, weapsubtype4, weapsubtype4_txt, weapdetail, nkill, nkillus, nkillter, nwound, nwoundus, nwoundte, property, propextent, propextent_txt, propvalue, propcomment, ishostkid, nhostkid, nhostkidus, nhours, ndays, divert, kidhijcountry, ransom, ransomamt, ransomamtus, ransompaid, ransompaidus, ransomnote, hostkidoutcome, hostkidoutcome_txt, nreleased, addnotes, scite1, scite2, scite3, dbsource, "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY", related)
VALUES (s.eventid, s.version, s.known_from, s.known_to, s.accounts, s.sources, s.told_date, s.first_date, s.last_date, s.nkill_low, s.nkill_high, s.nwound_low, s.nwound_high, s.unknown, s.iyear, s.imonth, s.iday, s.approxdate, s.extended, s.resolution, s.country, s.country_txt, s.region, s.region_txt, s.provstate, s.city, s.latitude, s.longitude, s.specificity, s.vicinity, s.location, s.summary, s.crit1, s.crit2, s.crit3, s.doubtterr, s.alternative, s.alternative_txt, s.multiple, s.success, s.suicide, s.attacktype1, s.attacktype1_txt, s.attacktype2, s.attacktype2_txt, s.attacktype3, s.attacktype3_txt, s.targtype1, s.targtype1_txt, s.targsubtype1, s.targsubtype1_txt, s.corp1, s.target1, s.natlty1, s.natlty1_txt, s.targtype2, s.targtype2_txt, s.targsubtype2, s.targsubtype2_txt, s.corp2, s.target2, s.natlty2, s.natlty2_txt, s.targtype3, s.targtype3_txt, s.targsubtype3, s.targsubtype3_txt, s.corp3, s.target3, s.natlty3, s.natlty3_txt, s.gname, s.gsubname, s.gname2, s.gsubname2, s.gname3, s.gsubname3, s.motive, s.guncertain1, s.guncertain2, s.guncertain3, s.individual, s.nperps, s.nperpcap, s.claimed, s.claimmode, s.claimmode_txt, s.claim2, s.claimmode2, s.claimmode2_txt, s.claim3, s.claimmode3, s.claimmode3_txt, s.compclaim, s.weaptype1, s.weaptype1_txt, s.weapsubtype1, s.weapsubtype1_txt, s.weaptype2, s.weaptype2_txt, s.weapsubtype2, s.weapsubtype2_txt, s.weaptype3, s.weaptype3_txt, s.weapsubtype3, s.weapsubtype3_txt, s.weaptype4, s.weaptype4_txt, s.weapsubtype4, s.weapsubtype4_txt, s.weapdetail, s.nkill, s.nkillus, s.nkillter, s.nwound, s.nwoundus, s.nwoundte, s.property, s.propextent, s.propextent_txt, s.propvalue, s.propcomment, s.ishostkid, s.nhostkid, s.nhostkidus, s.nhours, s.ndays, s.divert, s.kidhijcountry, s.ransom, s.ransomamt, s.ransomamtus, s.ransompaid, s.ransompaidus, s.ransomnote, s.hostkidoutcome, s.hostkidoutcome_txt, s.nreleased, s.addnotes, s.scite1, s.scite2, s.scite3, s.dbsource, s."INT_LOG", s."INT_IDEO", s."INT_MISC", s."INT_ANY", s.related);
