-- Grain: one id ever issued. Key: eventid. Reader: reconciliation.
SELECT eventid, account_id FROM core.eventid_issued ORDER BY eventid;
