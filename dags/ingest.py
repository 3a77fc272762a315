"""News in.

Every quarter of an hour, fetches the sources whose own schedule calls for it (`schedule` in their declaration), reads what is new into
articles, extracts and checks their accounts, batch by batch, and then updates the asset `accounts`, which sets `build` off. Started by
hand, it fetches every enabled source, or those named.

Every task is keyed by content: running it again, or two runs at once, keeps each snapshot, article and account exactly once.
"""

from airflow.sdk import Param, dag, task

from dags.defaults import DEFAULTS
from dags.news import accounts_after, fetch


@dag(
    schedule="*/15 * * * *",
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "news in"],
    params={
        "sources": Param(
            None,
            type=["null", "array"],
            items={"type": "string"},
            title="Sources",
            description="Only these sources; empty: all enabled, and in a scheduled run those that are due",
        )
    },
)
def ingest():
    """Fetch, read, extract and check."""

    @task
    def choose_sources(params: dict, dag_run) -> list[str]:
        """Names of the sources to read."""
        from etl import pipeline

        ws = pipeline.open_workspace()
        return pipeline.choose_sources(ws, params["sources"] or (), due=dag_run.run_type == "scheduled")

    accounts_after(fetch.expand(source=choose_sources()))


ingest()
