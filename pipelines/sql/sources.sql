SELECT * FROM store_sources
