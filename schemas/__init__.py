"""What a table is: columns, types, vocabularies, checks.

Belongs here: pandera models, closed vocabularies, and what is derived from them (Arrow schemas, codebook,
descriptors). Does not belong here: how a table is made. Nothing below this package imports `pipelines` or Dagster.
"""
