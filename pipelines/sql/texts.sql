SELECT article_id, text FROM store_articles WHERE text_policy = 'full'
