"""Rows → Verdicts, by the suites in `expectations/`. Touches Great Expectations, nothing else of the world."""
