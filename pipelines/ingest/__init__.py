"""Ingest: what lies in raw/ becomes articles, duplicates and rejects, one for every input.

Belongs here: the forms in which articles come in, the normalisation of their text, the language they are in, and
what turns an input away. Does not belong here: anything that reads meaning from the text, and writing to raw/.
The way in is `pipelines.ingest.reading.read_raw`.
"""
