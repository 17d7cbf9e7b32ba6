-- What a topic is looked for in: the names of the targets and all words of the content, published or not.
WITH target_names AS (
    SELECT t.position_id, string_agg(concat_ws(' ', m.text, r.name, m.entity_name), ' ' ORDER BY m.char_start) AS names
    FROM (SELECT position_id, unnest(targets) AS mention_id FROM nested_positions) AS t
    JOIN resolved_mentions AS m USING (mention_id)
    LEFT JOIN registry_actors AS r USING (actor_id)
    GROUP BY t.position_id
),
worded AS MATERIALIZED (
    SELECT position_id, plain_words(concat_ws(' / ', t.names, p.content_text)) AS words
    FROM nested_positions AS p
    LEFT JOIN target_names AS t USING (position_id)
)
SELECT
    p.* REPLACE (
        published_words(p.source_text, a.text_policy) AS source_text,
        published_words(p.cue_text, a.text_policy) AS cue_text,
        published_words(p.content_text, a.text_policy) AS content_text
    ),
    source.actor_id AS source_actor_id,
    len(p.sources) AS n_sources,
    target.actor_id AS target_actor_id,
    len(p.targets) AS n_targets,
    topic_of(worded.words) AS topic,
    'machine' AS status
FROM nested_positions AS p
JOIN store_articles AS a USING (article_id)
JOIN worded USING (position_id)
LEFT JOIN resolved_mentions AS source ON source.mention_id = p.sources[1]
LEFT JOIN resolved_mentions AS target ON target.mention_id = p.targets[1]
