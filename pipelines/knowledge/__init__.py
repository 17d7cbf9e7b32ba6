"""Knowledge: what the annotators know about the world and about English, as CSV tables and their loaders.

Belongs here: tables that a person can read and correct, and the functions that load them once and say what is wrong
with them. Does not belong here: anything that reads articles. `README.md` names the source of every column.
"""
