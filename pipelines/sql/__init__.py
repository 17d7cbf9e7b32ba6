"""One SQL file per published table; `pipelines.tables` says what relations they read."""
