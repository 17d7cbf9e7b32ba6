SELECT * EXCLUDE (outcome, article_id) FROM store_inputs WHERE outcome = 'rejected'
