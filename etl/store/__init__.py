"""Snapshots, articles and accounts on disk."""
