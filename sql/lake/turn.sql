-- Grain: none. Reader: every transaction on a lake.
-- The row is written anew as it is: of two transactions at once, whose merges would not see each other's rows, the second to commit fails and
-- is tried again. A file of DuckDB needs none of it, since one process at a time has it.
UPDATE meta.migration SET name = name WHERE number = 0;
