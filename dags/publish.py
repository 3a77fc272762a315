"""The warehouse to its readers.

Swaps in the copy that analysts read and renews the quality report. Runs whenever the asset `warehouse` is updated, by a build or by an
evaluation. A reader keeps the copy that it has opened; nobody waits for anybody.
"""

from airflow.sdk import dag, task

from dags.assets import PUBLISHED, WAREHOUSE
from dags.defaults import DEFAULTS, WRITER_POOL


@dag(
    schedule=[WAREHOUSE],
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "incidents out"],
)
def publish():
    """Publish, report."""

    @task(pool=WRITER_POOL, outlets=[PUBLISHED])
    def swap(*, outlet_events: dict) -> str:
        """Swap in the analysts' copy; the event of `published` says how much it holds."""
        from etl import pipeline

        path = pipeline.publish(ws := pipeline.open_workspace())
        outlet_events[PUBLISHED].extra = pipeline.count_published(ws)
        return path

    @task
    def report() -> str:
        """The quality report from the published copy."""
        from etl import pipeline

        return pipeline.report(pipeline.open_workspace())

    swap() >> report()


publish()
