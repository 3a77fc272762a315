-- Grain: one incident. Key: eventid. Reader: who runs the samples and wants to see what came out.
SELECT
    eventid,
    make_date(iyear, greatest(imonth, 1), greatest(iday, 1)) AS "date",
    country_txt,
    city,
    attacktype1_txt,
    gname,
    claimed,
    nkill,
    nwound,
    natlty1_txt
FROM gtd.incident
ORDER BY "date" DESC, eventid;
