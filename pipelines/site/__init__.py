"""The page of a release: a folder of static files that opens from disk and from any web server.

Belongs here: published tables → pages, plots and scripts. Everything is read from the release's own files, so that
the page can show nothing that the release does not hold. Does not belong here: what a release is and when it is
written (`pipelines.release`), what a table means (`schemas`). No Dagster, no clock, no network.
"""
