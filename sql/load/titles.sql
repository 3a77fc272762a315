-- Grain: one article that an account in this load comes from. Key: doc. Reader: the loader, for the sources that GTD lists.
SELECT doc, title FROM raw.article WHERE doc IN (SELECT doc FROM incoming_doc);
