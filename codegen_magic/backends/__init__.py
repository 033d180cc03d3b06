"""Backends: ways to run a model."""
