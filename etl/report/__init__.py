"""Rows → a self-contained site, quality results for others, a badge. Pure: content out, no file, no network, no clock."""

from etl.report.site import ReportTables, SiteSummary, build_site

__all__ = ["ReportTables", "SiteSummary", "build_site"]
