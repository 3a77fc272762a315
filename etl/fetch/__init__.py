"""Sources to Snapshots. Enters: Sources and what the ledger remembers. Leaves: ledger rows and Snapshots. Touches the network."""

from etl.fetch.client import Answer, Client, Limits
from etl.fetch.source import ListEntries, Memory, fetch_source
from etl.fetch.summary import summarise

__all__ = ["Answer", "Client", "Limits", "ListEntries", "Memory", "fetch_source", "summarise"]
