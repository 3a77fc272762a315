"""News text in, a terrorism-incident database out: fetch, read, extract, reconcile, validate, load, publish, report."""

__version__ = "0.1.0"
