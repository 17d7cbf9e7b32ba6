SELECT *, 'curated' AS status FROM registry_actors
UNION ALL BY NAME
SELECT * FROM decided_actors
UNION ALL BY NAME
SELECT actor_id, name, kind, country_iso3, sector, NULL AS wikidata_qid, NULL AS description, 'provisional' AS status
FROM minted_actors
