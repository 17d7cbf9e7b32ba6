"""Curation: what people decided about actors, read from curation/, applied to mentions, published.

Belongs here: the one strict reader of CSV files in curation/, the decisions about actors and how they change what
mentions mean. Does not belong here: topics (`pipelines.topics`), minting (`pipelines.actor_ids`), the other tables.

    lines      the reader: files, line numbers, faults
    rules      the files about actors, one model each
    decisions  all files together, checked against each other before anything is annotated
    resolving  mentions to actors: minting, aliases, merges, splits; rules that match nothing
    published  the rows of the tables `curation` and `actor_names` that come from the files
    examples   whether every rule does to its own example sentence what it says
"""
