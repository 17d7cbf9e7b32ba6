FROM decided_curation UNION ALL FROM retracted_curation
