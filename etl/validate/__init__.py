"""Rows to Verdicts, by the suites in `expectations/`."""
