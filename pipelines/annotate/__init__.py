"""Annotation: a spaCy Doc in, records out.

Belongs here: pure functions over text. Does not belong here: Dagster, pandas, Delta, files, clocks. Knowledge
(countries, organisations, role words, unit names) comes from `pipelines.knowledge`.
"""
