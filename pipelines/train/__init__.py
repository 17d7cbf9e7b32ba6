"""Training of the models that ship with the project.

Belongs here: what turns gold corpora into weights. Does not belong here: anything that runs when a release is made.

These modules run in an environment of their own (`make train`, see requirements.txt here), because PyTorch is no
dependency of the project; they and what they import keep to Python 3.11, for which small builds of PyTorch exist.
"""
