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
    NULL AS topic,
    'machine' AS status
FROM nested_positions AS p
JOIN store_articles AS a USING (article_id)
LEFT JOIN resolved_mentions AS source ON source.mention_id = p.sources[1]
LEFT JOIN resolved_mentions AS target ON target.mention_id = p.targets[1]
