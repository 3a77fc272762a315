-- Grain: none. Reader: the nightly upkeep of a lake.
-- Old states go after {days} days, then the files that no state needs; small files become large ones.
CALL ducklake_expire_snapshots('warehouse', older_than => now() - INTERVAL {days} DAY);
CALL ducklake_merge_adjacent_files('warehouse');
CALL ducklake_cleanup_old_files('warehouse', older_than => now() - INTERVAL {days} DAY);
CALL ducklake_delete_orphaned_files('warehouse', older_than => now() - INTERVAL {days} DAY);
