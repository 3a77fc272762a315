"""The suites: what every row must meet, why, and on which page of the coding rules that stands.

A suite is a tuple of `Rule`s, built from the code lists of `etl.codebook`. Nothing here runs a check; `etl.validate` does.
"""

from __future__ import annotations

from expectations.rule import PAGES, Change, Columns, Double, Drop, Rule, Severity, Spoil

__all__ = ["PAGES", "SUITES", "Change", "Columns", "Double", "Drop", "Rule", "Severity", "Spoil", "columns", "rules"]

SUITES: tuple[str, ...] = ("articles", "accounts", "evidence", "incidents", "sources", "drift", "warehouse")


def rules(suite: str) -> tuple[Rule, ...]:
    """The rules of a suite in the order in which they are reported.

    Raises:
        KeyError: no suite of that name.
    """
    from expectations import accounts, articles, drift, evidence, incidents, sources, warehouse

    return {
        "articles": articles.RULES,
        "accounts": accounts.RULES,
        "evidence": evidence.RULES,
        "incidents": incidents.RULES,
        "sources": sources.RULES,
        "drift": drift.RULES,
        "warehouse": warehouse.RULES,
    }[suite]


def columns(suite: str) -> Columns:
    """The columns of a suite's frame with their kinds, in order; empty for `warehouse`, whose checks are SQL.

    Raises:
        KeyError: no suite of that name.
    """
    from expectations import accounts, articles, drift, evidence, incidents, sources

    return {
        "articles": articles.COLUMNS,
        "accounts": accounts.COLUMNS,
        "evidence": evidence.COLUMNS,
        "incidents": incidents.COLUMNS,
        "sources": sources.COLUMNS,
        "drift": drift.COLUMNS,
        "warehouse": {},
    }[suite]
