-- Reads old_<table>, new_<table>, differences and three variables; makes changes. The rules stand in causes.py.

-- Articles that are not the same on both sides, and why.
CREATE TABLE article_events AS
WITH o AS (SELECT a.*, s.country_iso3, TRUE AS there FROM old_articles AS a LEFT JOIN old_sources AS s USING (source)),
n AS (SELECT a.*, s.country_iso3, TRUE AS there FROM new_articles AS a LEFT JOIN new_sources AS s USING (source)),
old_retracted AS (SELECT row_id FROM old_curation WHERE action = 'retract'),
new_retracted AS (SELECT row_id FROM new_curation WHERE action = 'retract'),
retracted AS (
    (FROM old_retracted EXCEPT FROM new_retracted) UNION (FROM new_retracted EXCEPT FROM old_retracted)
),
turned_away AS (
    SELECT raw_name, raw_sha256 FROM old_rejects UNION SELECT raw_name, raw_sha256 FROM new_rejects
)
SELECT
    coalesce(n.article_id, o.article_id) AS article_id,
    CASE
        WHEN coalesce(n.article_id, o.article_id) IN (FROM retracted) THEN 'takedown'
        WHEN getvariable('code_differs') AND (o.there IS NULL OR n.there IS NULL) AND EXISTS (
            SELECT 1 FROM turned_away AS t
            WHERE t.raw_name = coalesce(n.raw_name, o.raw_name) AND t.raw_sha256 = coalesce(n.raw_sha256, o.raw_sha256)
        ) THEN 'code'
        ELSE 'source'
    END AS cause
FROM o FULL JOIN n ON o.article_id = n.article_id
WHERE o.there IS NULL OR n.there IS NULL OR (
    o.source, o.country_iso3, o.title, o.published_on, o.published_at, o.language, o.text_sha256, o.raw_sha256,
    o.text_policy
) IS DISTINCT FROM (
    n.source, n.country_iso3, n.title, n.published_on, n.published_at, n.language, n.text_sha256, n.raw_sha256,
    n.text_policy
);

-- What those articles bear: actors, a cluster, an input.
CREATE TABLE borne AS
SELECT DISTINCT e.cause, k.key
FROM article_events AS e
JOIN (
    SELECT article_id, actor_id AS key FROM old_mentions
    UNION ALL SELECT article_id, actor_id FROM new_mentions
    UNION ALL SELECT article_id, unnest([cluster_id, raw_name]) FROM old_articles
    UNION ALL SELECT article_id, unnest([cluster_id, raw_name]) FROM new_articles
) AS k USING (article_id)
WHERE k.key IS NOT NULL;

-- What decisions name, and whether one does that only one side has.
CREATE TABLE decided AS
WITH both_sides AS (
    SELECT *, curation_id NOT IN (SELECT curation_id FROM new_curation) AS lone FROM old_curation
    UNION ALL BY NAME
    SELECT *, curation_id NOT IN (SELECT curation_id FROM old_curation) AS lone FROM new_curation
)
SELECT key, bool_or(lone AND getvariable('decisions_differ')) AS lone
FROM (
    SELECT unnest([decided_row(row_id), old_value, new_value]) AS key, lone FROM both_sides WHERE action <> 'retract'
)
GROUP BY key
UNION ALL
SELECT 'topics.csv', getvariable('topics_differ');

CREATE TABLE abouts AS SELECT rowid AS id, unnest(about) AS key FROM differences;

CREATE TABLE changes AS
SELECT d.table_name, d.row_id, d.change, d.fields,
    CASE
        WHEN d.reach = 'retraction' THEN 'takedown'  -- 1
        WHEN e.cause IS NOT NULL THEN e.cause  -- 1, 2
        WHEN d.reach = 'record' THEN 'source'  -- 2
        WHEN d.reach IN ('decisions', 'others')
            AND d.rowid IN (SELECT id FROM abouts JOIN decided USING (key) WHERE lone) THEN 'curation'  -- 3
        WHEN d.reach = 'decisions' AND getvariable('decisions_differ')
            AND d.rowid IN (SELECT id FROM abouts JOIN decided USING (key)) THEN 'curation'  -- 4
        WHEN d.reach IN ('article', 'project', 'decisions') THEN 'code'  -- 4, 5
        WHEN d.article_id IS NOT NULL AND d.table_name <> 'articles' AND getvariable('code_differs') THEN 'code'  -- 6
        WHEN d.rowid IN (SELECT id FROM abouts JOIN borne USING (key) WHERE cause = 'takedown') THEN 'takedown'  -- 7
        WHEN d.rowid IN (SELECT id FROM abouts JOIN borne USING (key) WHERE cause = 'source') THEN 'source'
        WHEN d.rowid IN (SELECT id FROM abouts JOIN borne USING (key)) THEN 'code'
        WHEN d.reach = 'input' THEN if(d.change = 'changed' AND getvariable('code_differs'), 'code', 'source')  -- 8
        WHEN getvariable('code_differs') THEN 'code'  -- 9
        WHEN EXISTS (FROM article_events WHERE cause = 'source') THEN 'source'
        WHEN EXISTS (FROM article_events) THEN 'takedown'
        WHEN EXISTS (FROM decided WHERE lone) THEN 'curation'
        ELSE 'code'
    END AS cause
FROM differences AS d
LEFT JOIN article_events AS e USING (article_id);
