"""News of the past in.

Fetches what the sources date between two days, then reads and extracts as `ingest` does. Started by hand. What is kept already is not
asked for again, so a run that broke off, or one over days that were read before, goes on where it was.
"""

from airflow.sdk import Param, dag, task

from dags.defaults import DEFAULTS
from dags.news import accounts_after, fetch


@dag(
    schedule=None,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "news in"],
    params={
        "since": Param("1970-01-01", type="string", format="date", title="Since", description="First day (UTC)"),
        "until": Param(
            None, type=["null", "string"], format="date", title="Until", description="The day after the last (UTC)"
        ),
        "sources": Param(
            None,
            type=["null", "array"],
            items={"type": "string"},
            title="Sources",
            description="Only these sources; empty: all enabled",
        ),
    },
)
def backfill():
    """Fetch a range of days, read, extract and check."""

    @task
    def choose_sources(params: dict) -> list[dict]:
        """The sources to read, each with the range."""
        from etl import pipeline

        names = pipeline.choose_sources(pipeline.open_workspace(), params["sources"] or ())
        return [{"source": name, "since": params["since"], "until": params["until"]} for name in names]

    accounts_after(fetch.expand_kwargs(choose_sources()))


backfill()
