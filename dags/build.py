"""Incidents out.

Settles all accounts into incidents, checks them, loads them in one transaction, publishes the copy that analysts read, and builds the
quality report. Runs when `ingest` updates the asset `accounts`.
"""

from airflow.sdk import dag, task

from dags.assets import ACCOUNTS, WAREHOUSE
from dags.defaults import DEFAULTS, WRITER_POOL


@dag(
    schedule=[ACCOUNTS],
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "incidents out"],
)
def build():
    """Reconcile, validate, load, publish, report."""

    @task(pool=WRITER_POOL)
    def reconcile() -> dict:
        """Accounts to incidents, staged on disk."""
        from etl import pipeline

        return pipeline.reconcile(pipeline.open_workspace())

    @task(pool=WRITER_POOL)
    def validate() -> dict:
        """Every staged incident against the suite; failing ones into quarantine."""
        from etl import pipeline

        return pipeline.validate(pipeline.open_workspace())

    @task(pool=WRITER_POOL)
    def load() -> dict:
        """One transaction: all of it or nothing."""
        from etl import pipeline

        return pipeline.load(pipeline.open_workspace())

    @task(pool=WRITER_POOL, outlets=[WAREHOUSE])
    def publish() -> str:
        """Swap in the analysts' copy."""
        from etl import pipeline

        return pipeline.publish(pipeline.open_workspace())

    @task
    def report() -> str:
        """The quality report from the published copy."""
        from etl import pipeline

        return pipeline.report(pipeline.open_workspace())

    reconcile() >> validate() >> load() >> publish() >> report()


build()
