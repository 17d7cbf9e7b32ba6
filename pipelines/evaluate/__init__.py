"""Measuring the annotators against gold: corpora of others, read through a path, and sentences of our own."""
