-- Names found in articles are published whatever the text policy: a name is no part of the text's expression. People's
-- word on a name counts before what articles show.
WITH given AS (
    SELECT actor_id, name, name_type, name_source FROM registry_names
    UNION ALL BY NAME
    SELECT * FROM decided_names ANTI JOIN registry_names USING (actor_id, name, name_type)
)
FROM given
UNION ALL BY NAME
SELECT
    actor_id,
    m.text AS name,
    if(bool_or(m.text = m.entity_name), 'full', 'short') AS name_type,
    'articles' AS name_source
FROM resolved_mentions AS m
ANTI JOIN given ON given.actor_id = m.actor_id AND given.name = m.text
WHERE m.form = 'named' AND length(m.text) <= getvariable('name_length')
    AND actor_id IN (SELECT actor_id FROM minted_actors UNION ALL SELECT actor_id FROM decided_actors)
GROUP BY actor_id, m.text
