"""Rows to self-contained HTML. Pure."""
