SELECT * FROM decided_curation
