-- Names found in articles are published whatever the text policy: a name is no part of the text's expression.
SELECT actor_id, name, name_type, name_source FROM registry_names
UNION ALL BY NAME
SELECT DISTINCT
    actor_id,
    m.text AS name,
    CASE WHEN m.text = minted_actors.name THEN 'full' ELSE 'short' END AS name_type,
    'articles' AS name_source
FROM resolved_mentions AS m
JOIN minted_actors USING (actor_id)
WHERE m.form = 'named' AND length(m.text) <= getvariable('name_length')
