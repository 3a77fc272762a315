"""Snapshot bytes to Articles. Pure."""
