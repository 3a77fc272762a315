-- Grain: none. Reader: the migrations. All marts are views in the live file; publishing writes each of them out as a table.
DROP TABLE mart.source_agreement;
