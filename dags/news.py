"""The tasks that make accounts of whatever was fetched: shared by `ingest` and `backfill`."""

from airflow.sdk import task

from dags.assets import ACCOUNTS
from dags.defaults import CORES_POOL, NETWORK_POOL

# Airflow maps a task at most 1,024 times by default. What is beyond is taken by the next run, a quarter of an hour later.
MOST_BATCHES = 1000


def mapped(**options):
    """`task` for what is mapped: of other tasks Airflow shows the docstring by itself, of these it must be told."""
    return lambda work: task(doc_md=work.__doc__, **options)(work)


@mapped(pool=NETWORK_POOL, map_index_template="{{ task.op_kwargs['source'] }}")
def fetch(source: str, since: str | None = None, until: str | None = None) -> dict:
    """Keep what the source has that we have not; gives counts by outcome."""
    from etl import pipeline

    return pipeline.fetch(pipeline.open_workspace(), source, since=since, until=until)


@task(trigger_rule="all_done")
def plan_reading() -> list[list[str]]:
    """Snapshots that were never read, in batches, whatever run fetched them."""
    from etl import pipeline

    return pipeline.plan_reading(pipeline.open_workspace())[:MOST_BATCHES]


@mapped(pool=CORES_POOL)
def read(batch: list[str]) -> dict:
    """Snapshots to checked articles; what cannot be read goes into quarantine with its reason. Gives the batch's counts."""
    from etl import pipeline

    return pipeline.read(pipeline.open_workspace(), batch)


@task(trigger_rule="all_done")
def plan_extraction() -> list[list[str]]:
    """Articles that the present extractor has not worked through, in batches."""
    from etl import pipeline

    return pipeline.plan_extraction(pipeline.open_workspace())[:MOST_BATCHES]


@mapped(pool=CORES_POOL)
def extract(batch: list[str]) -> dict:
    """Articles to checked accounts; what fails a check goes into quarantine with its reason. Gives the batch's counts."""
    from etl import pipeline

    return pipeline.extract(pipeline.open_workspace(), batch)


@task(outlets=[ACCOUNTS], trigger_rule="none_failed")
def announce(*, outlet_events: dict) -> dict:
    """Update the asset `accounts`, with counts, if there is anything that the warehouse does not hold yet."""
    from airflow.sdk.exceptions import AirflowSkipException

    from etl import pipeline

    news = pipeline.count_unloaded(pipeline.open_workspace())
    if not news["articles"]:
        raise AirflowSkipException("the warehouse holds all articles already")
    outlet_events[ACCOUNTS].extra = news
    return news


def accounts_after(fetched):
    """The tasks from fetched snapshots to the updated asset, in their order."""
    unread, unworked = plan_reading(), plan_extraction()
    fetched >> unread
    read.expand(batch=unread) >> unworked
    extract.expand(batch=unworked) >> announce()
