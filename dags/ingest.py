"""News in.

Fetches every enabled source, reads what is new into articles, extracts and checks their accounts, batch by batch, and then updates
the asset `accounts`, which sets `build` off.

Every task is keyed by content: running it again, or two runs at once, keeps each snapshot, article and account exactly once.
"""

from airflow.sdk import Param, dag, task

from dags.assets import ACCOUNTS
from dags.defaults import DEFAULTS


@dag(
    schedule="@hourly",
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "news in"],
    params={
        "sources": Param(
            [], type="array", items={"type": "string"}, description="Only these sources; empty: all enabled"
        )
    },
)
def ingest():
    """Fetch, read, extract and check."""

    @task
    def choose_sources(params: dict) -> list[str]:
        """Names of the sources to read."""
        from etl import pipeline

        return pipeline.choose_sources(pipeline.open_workspace(), params["sources"])

    # Airflow does not take the docstring of a mapped task, so its documentation is given as an argument.
    @task(doc_md="Keep what the source has that we have not.")
    def fetch(source: str) -> dict:
        from etl import pipeline

        return pipeline.fetch(pipeline.open_workspace(), source)

    @task(trigger_rule="all_done")
    def plan_reading() -> list[list[str]]:
        """Snapshots that were never read, in batches, whatever run fetched them."""
        from etl import pipeline

        return pipeline.plan_reading(pipeline.open_workspace())

    @task(doc_md="Snapshots to checked articles; what cannot be read goes into quarantine with its reason.")
    def read(batch: list[str]) -> dict:
        from etl import pipeline

        return pipeline.read(pipeline.open_workspace(), batch)

    @task(trigger_rule="all_done")
    def plan_extraction() -> list[list[str]]:
        """Articles that the present extractor has not worked through, in batches."""
        from etl import pipeline

        return pipeline.plan_extraction(pipeline.open_workspace())

    @task(doc_md="Articles to checked accounts; what fails a check goes into quarantine with its reason.")
    def extract(batch: list[str]) -> dict:
        from etl import pipeline

        return pipeline.extract(pipeline.open_workspace(), batch)

    @task(outlets=[ACCOUNTS], trigger_rule="none_failed")
    def announce() -> dict:
        """Update the asset, with counts, if there is anything that the warehouse does not hold yet."""
        from airflow.sdk.exceptions import AirflowSkipException

        from etl import pipeline

        news = pipeline.count_unloaded(pipeline.open_workspace())
        if not news["articles"]:
            raise AirflowSkipException("the warehouse holds all articles already")
        return news

    unread, unworked = plan_reading(), plan_extraction()
    fetch.expand(source=choose_sources()) >> unread
    read.expand(batch=unread) >> unworked
    extract.expand(batch=unworked) >> announce()


ingest()
