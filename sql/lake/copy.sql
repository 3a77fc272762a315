-- Grain: one row of the table that {table} stands for. Key: its own. Reader: publishing, which fills a file with what a lake holds.
-- The file was made by the same migrations, so a row that breaks one of their rules is refused here at the latest.
INSERT INTO copy.{table} BY NAME FROM warehouse.{table} ORDER BY ALL;
