"""What the shared encoder reads of names and pronouns: tags of names, and whom a pronoun means.

Belongs here: labels, features and decoding of the two heads. Does not belong here: the encoder and its windows
(`attribution_model`), entities, training.
"""
