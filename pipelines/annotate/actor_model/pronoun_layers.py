"""The shape of the pronoun ranker, which training and use have to agree on.

Belongs here: numbers and names only, without a parser, because training has none.
"""

from __future__ import annotations

N_FEATURES = 30
LAYERS = ("pronoun", "mention", "features", "hidden", "score", "none_hidden", "none_score")
