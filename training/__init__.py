"""The trainer: corpora, stages, multi-turn data, export."""
