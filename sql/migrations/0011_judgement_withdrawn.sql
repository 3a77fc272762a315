-- Grain: one judgement. Key: left, right, by, judged_at. Reader: reconciliation, which settles anew what a withdrawn one had changed.
ALTER TABLE core.judgement ADD COLUMN withdrawn_at TIMESTAMP;

COMMENT ON COLUMN core.judgement.withdrawn_at IS 'When the person took it back, UTC; NULL while it stands';
