WITH actors AS (
    SELECT position_id, 'source' AS role, unnest(sources) AS mention_id, generate_subscripts(sources, 1) - 1 AS ordinal
    FROM nested_positions
    UNION ALL
    SELECT position_id, 'target', unnest(targets), generate_subscripts(targets, 1) - 1
    FROM nested_positions
)
SELECT position_id, role, ordinal, mention_id, actor_id
FROM actors
JOIN resolved_mentions USING (mention_id)
