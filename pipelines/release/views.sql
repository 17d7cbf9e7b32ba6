CREATE OR REPLACE VIEW v_positions AS
SELECT
    p.position_id, p.article_id, p.sentence_no, p.in_title, p.parent_position_id,
    a.source AS publisher, a.title, a.url, a.published_on, a.cluster_id, a.is_cluster_head,
    p.act, act.direction, act.plover, act.cameo, p.negated, p.modality, p.speech,
    p.source_text, p.source_actor_id, source.name AS source_name, source.kind AS source_kind,
    source.sector AS source_sector, source.wikidata_qid AS source_wikidata_qid,
    source.country_iso3 AS source_country_iso3, source_country.gw AS source_gw, source_country.cow AS source_cow,
    p.n_sources,
    p.target_actor_id, target.name AS target_name, target.kind AS target_kind,
    target.sector AS target_sector, target.wikidata_qid AS target_wikidata_qid,
    target.country_iso3 AS target_country_iso3, target_country.gw AS target_gw, target_country.cow AS target_cow,
    p.n_targets,
    p.cue, p.cue_text, p.content_text, p.content_spans,
    p.said_on, said.text AS said_date_text, said.timex_value AS said_timex_value,
    p.topic, p.confidence, p.status, p.method
FROM positions AS p
JOIN articles AS a USING (article_id)
JOIN acts AS act USING (act)
LEFT JOIN actors AS source ON source.actor_id = p.source_actor_id
LEFT JOIN countries AS source_country ON source_country.iso3 = source.country_iso3
LEFT JOIN actors AS target ON target.actor_id = p.target_actor_id
LEFT JOIN countries AS target_country ON target_country.iso3 = target.country_iso3
LEFT JOIN dates AS said ON said.date_id = p.said_date_id;
COMMENT ON VIEW v_positions IS 'One row per position, with its article, the names and codes of its first source and target, the crosswalk of its act, and when it was said.';

CREATE OR REPLACE VIEW v_numbers AS
SELECT
    n.number_id, n.article_id, n.sentence_no, n.char_start, n.char_end,
    a.source AS publisher, a.title, a.url, a.published_on, a.cluster_id, a.is_cluster_head,
    n.text, n.value, n.value_max, n.bound, n.trend, n.kind, n.unit, n.unit_text, n.counted,
    n.position_id, p.act, p.negated, p.modality, p.source_actor_id, source.name AS source_name,
    source.country_iso3 AS source_country_iso3,
    n.confidence, n.status, n.method
FROM numbers AS n
JOIN articles AS a USING (article_id)
LEFT JOIN positions AS p USING (position_id)
LEFT JOIN actors AS source ON source.actor_id = p.source_actor_id
WHERE n.kind <> 'duration';
COMMENT ON VIEW v_numbers IS 'One row per number that is no duration, with its article and, where it is somebody''s claim, whose.';

CREATE OR REPLACE VIEW v_dates AS
SELECT
    d.date_id, d.article_id, d.sentence_no, d.char_start, d.char_end,
    a.source AS publisher, a.title, a.url, a.published_on, a.cluster_id, a.is_cluster_head,
    d.text, d.timex_type, d.timex_value, d.timex_mod, d.date_start, d.date_end, d.granularity, d.relation, d.anchor,
    d.resolved,
    d.position_id, p.act, p.negated, p.modality, p.source_actor_id, source.name AS source_name,
    source.country_iso3 AS source_country_iso3,
    d.confidence, d.status, d.method
FROM dates AS d
JOIN articles AS a USING (article_id)
LEFT JOIN positions AS p USING (position_id)
LEFT JOIN actors AS source ON source.actor_id = p.source_actor_id;
COMMENT ON VIEW v_dates IS 'One row per date, with its article and, where it is part of somebody''s claim, whose.';

CREATE OR REPLACE VIEW v_actors AS
WITH mentioned AS (
    SELECT
        m.actor_id, count(*) AS n_mentions, count(DISTINCT m.article_id) AS n_articles,
        count(DISTINCT a.cluster_id) AS n_clusters
    FROM mentions AS m
    JOIN articles AS a USING (article_id)
    GROUP BY m.actor_id
),
spoken AS (
    SELECT
        pa.actor_id,
        count(DISTINCT pa.position_id) FILTER (WHERE pa.role = 'source') AS n_positions_as_source,
        count(DISTINCT a.cluster_id) FILTER (WHERE pa.role = 'source') AS n_clusters_as_source,
        count(DISTINCT pa.position_id) FILTER (WHERE pa.role = 'target') AS n_positions_as_target,
        count(DISTINCT a.cluster_id) FILTER (WHERE pa.role = 'target') AS n_clusters_as_target
    FROM position_actors AS pa
    JOIN positions AS p USING (position_id)
    JOIN articles AS a USING (article_id)
    GROUP BY pa.actor_id
)
SELECT
    actor.*, country.name AS country_name, country.gw, country.cow,
    coalesce(n_mentions, 0) AS n_mentions,
    coalesce(n_articles, 0) AS n_articles,
    coalesce(n_clusters, 0) AS n_clusters,
    coalesce(n_positions_as_source, 0) AS n_positions_as_source,
    coalesce(n_clusters_as_source, 0) AS n_clusters_as_source,
    coalesce(n_positions_as_target, 0) AS n_positions_as_target,
    coalesce(n_clusters_as_target, 0) AS n_clusters_as_target
FROM actors AS actor
LEFT JOIN countries AS country ON country.iso3 = actor.country_iso3
LEFT JOIN mentioned ON mentioned.actor_id = actor.actor_id
LEFT JOIN spoken ON spoken.actor_id = actor.actor_id;
COMMENT ON VIEW v_actors IS 'One row per actor, with the codes of its country and how often it is mentioned, speaks and is addressed, by row and by cluster of articles. Count clusters to count what was reported once.';

CREATE OR REPLACE VIEW v_dyads AS
WITH participants AS (
    SELECT DISTINCT
        pa.position_id, pa.role, coalesce(actor.country_iso3, m.country_iso3) AS country_iso3
    FROM position_actors AS pa
    LEFT JOIN actors AS actor ON actor.actor_id = pa.actor_id
    LEFT JOIN mentions AS m ON m.mention_id = pa.mention_id
)
SELECT
    source.country_iso3 AS source_country_iso3,
    target.country_iso3 AS target_country_iso3,
    CAST(date_trunc('week', coalesce(p.said_on, a.published_on)) AS DATE) AS week,
    CASE WHEN p.said_on IS NOT NULL THEN 'said' WHEN a.published_on IS NOT NULL THEN 'published' ELSE 'none' END
        AS date_basis,
    p.act,
    count(*) AS n_positions,
    count(DISTINCT a.cluster_id) AS n_clusters
FROM positions AS p
JOIN articles AS a USING (article_id)
JOIN participants AS source
    ON source.position_id = p.position_id AND source.role = 'source' AND source.country_iso3 IS NOT NULL
JOIN participants AS target
    ON target.position_id = p.position_id AND target.role = 'target' AND target.country_iso3 IS NOT NULL
WHERE p.parent_position_id IS NULL AND NOT p.in_title
GROUP BY ALL;
COMMENT ON VIEW v_dyads IS 'One row per source country, target country, week (its Monday), basis of the date and act: how many positions, and in how many clusters of articles. Top-level positions outside titles; each country of a position counts once. Count n_clusters to count what was said once; a story that is told in two weeks counts in both.';

-- What the columns say that no table has under the same name; the others say what they say there.
COMMENT ON COLUMN v_positions.publisher IS 'Source of the article.';
COMMENT ON COLUMN v_positions.source_name IS 'Name of the actor that speaks, the first if there are several.';
COMMENT ON COLUMN v_positions.source_kind IS 'Kind of the actor that speaks.';
COMMENT ON COLUMN v_positions.source_sector IS 'Sector of the actor that speaks.';
COMMENT ON COLUMN v_positions.source_wikidata_qid IS 'Wikidata item of the actor that speaks.';
COMMENT ON COLUMN v_positions.source_country_iso3 IS 'ISO 3166-1 alpha-3 code of the country of the actor that speaks.';
COMMENT ON COLUMN v_positions.source_gw IS 'Gleditsch and Ward''s number of that country.';
COMMENT ON COLUMN v_positions.source_cow IS 'Correlates of War number of that country.';
COMMENT ON COLUMN v_positions.target_name IS 'Name of the actor that the act is directed at, the first if there are several.';
COMMENT ON COLUMN v_positions.target_kind IS 'Kind of the actor that the act is directed at.';
COMMENT ON COLUMN v_positions.target_sector IS 'Sector of the actor that the act is directed at.';
COMMENT ON COLUMN v_positions.target_wikidata_qid IS 'Wikidata item of the actor that the act is directed at.';
COMMENT ON COLUMN v_positions.target_country_iso3 IS 'ISO 3166-1 alpha-3 code of the country of the actor that the act is directed at.';
COMMENT ON COLUMN v_positions.target_gw IS 'Gleditsch and Ward''s number of that country.';
COMMENT ON COLUMN v_positions.target_cow IS 'Correlates of War number of that country.';
COMMENT ON COLUMN v_positions.said_date_text IS 'Words of the date that says when it was said.';
COMMENT ON COLUMN v_positions.said_timex_value IS 'TIMEX3 value of that date.';
COMMENT ON COLUMN v_numbers.publisher IS 'Source of the article.';
COMMENT ON COLUMN v_numbers.source_name IS 'Name of the actor whose claim it is.';
COMMENT ON COLUMN v_numbers.source_country_iso3 IS 'ISO 3166-1 alpha-3 code of that actor''s country.';
COMMENT ON COLUMN v_dates.publisher IS 'Source of the article.';
COMMENT ON COLUMN v_dates.source_name IS 'Name of the actor whose claim it is part of.';
COMMENT ON COLUMN v_dates.source_country_iso3 IS 'ISO 3166-1 alpha-3 code of that actor''s country.';
COMMENT ON COLUMN v_actors.country_name IS 'Name of the actor''s country.';
COMMENT ON COLUMN v_actors.n_mentions IS 'Mentions, pronouns and nouns included.';
COMMENT ON COLUMN v_actors.n_articles IS 'Articles that mention it.';
COMMENT ON COLUMN v_actors.n_clusters IS 'Clusters of articles that mention it.';
COMMENT ON COLUMN v_actors.n_positions_as_source IS 'Positions of which it is a source.';
COMMENT ON COLUMN v_actors.n_clusters_as_source IS 'Clusters of articles with such positions.';
COMMENT ON COLUMN v_actors.n_positions_as_target IS 'Positions of which it is a target.';
COMMENT ON COLUMN v_actors.n_clusters_as_target IS 'Clusters of articles with such positions.';
COMMENT ON COLUMN v_dyads.source_country_iso3 IS 'ISO 3166-1 alpha-3 code of the country of a source, also of one without a name.';
COMMENT ON COLUMN v_dyads.target_country_iso3 IS 'ISO 3166-1 alpha-3 code of the country of a target, also of one without a name.';
COMMENT ON COLUMN v_dyads.week IS 'Monday of the week in which it was said or else published; null if neither is known.';
COMMENT ON COLUMN v_dyads.date_basis IS 'What the week follows from: said, published or none.';
COMMENT ON COLUMN v_dyads.n_positions IS 'Positions.';
COMMENT ON COLUMN v_dyads.n_clusters IS 'Clusters of articles with such positions.';
