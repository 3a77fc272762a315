-- Grain: one outlet. Key: the columns of the grain. Reader: analysts.
-- Whose figures of dead were the ones settled on?
SELECT source, statements, tested, agreed, agreed_percent
FROM mart.source_agreement
WHERE field = 'nkill'
ORDER BY tested DESC, source
LIMIT 50;
