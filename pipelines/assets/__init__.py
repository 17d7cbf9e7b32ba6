"""The doorways of the corridor in Dagster: one module per room, the asset groups carry the rooms' names.

Belongs here: assets of a few lines, each calling one plain function and telling Dagster what came of it. Does not
belong here: work; every function called here runs without Dagster too.
"""
