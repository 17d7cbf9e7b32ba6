-- Three questions to the views, with DuckDB. From the release's folder, and from its sample with ../ before both names:
--   duckdb -list -noheader -init views.sql < examples/with_duckdb.sql
CREATE OR REPLACE TEMP MACRO cell(value) AS
    coalesce(regexp_replace(CAST(value AS VARCHAR), '[ \t\n\v\f\r\x{85}\x{2028}\x{2029}]+', ' ', 'g'), '-');

SELECT '1. Who rejected what: source, target, content';
SELECT concat_ws(chr(9), cell(source_name), cell(target_name), cell(content_text)) AS line
FROM v_positions
WHERE act = 'reject'
ORDER BY line;

SELECT '2. Numbers claimed by whom: source, bound, value, unit, counted';
SELECT concat_ws(chr(9), cell(source_name), bound, printf('%.15g', value), cell(unit), cell(counted)) AS line
FROM v_numbers
WHERE source_name IS NOT NULL
ORDER BY line;

SELECT '3. Positions between two countries: month, source, target, positions, clusters';
SELECT
    concat_ws(
        chr(9), cell(strftime(published_on, '%Y-%m')), source_country_iso3, target_country_iso3,
        count(*), count(DISTINCT cluster_id)
    ) AS line
FROM v_positions
WHERE NOT in_title AND parent_position_id IS NULL AND source_country_iso3 <> target_country_iso3
GROUP BY strftime(published_on, '%Y-%m'), source_country_iso3, target_country_iso3
ORDER BY line;
