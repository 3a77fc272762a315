"""What keeps the system in order.

Every night: removes what killed runs left half written, merges the small files of many batches, writes the live file's log into it, says which sources fell silent, and runs the
checks of `incidents doctor`. A check that fails is tried again, since a run that is just going on leaves work behind for some minutes,
and then told to whoever INCIDENTS_NOTIFY names.
"""

from airflow.sdk import dag, task

from dags.defaults import CORES_POOL, DEFAULTS, WRITER_POOL


@dag(
    schedule="30 3 * * *",
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "quality"],
)
def maintain():
    """Clear, merge, checkpoint, look at the sources, check."""

    @task
    def clear_leftovers() -> dict:
        """Remove what killed runs left half written."""
        from etl import pipeline

        return pipeline.clear_leftovers(pipeline.open_workspace())

    @task(pool=CORES_POOL)
    def merge_parts() -> dict:
        """Merge the small files of many batches into few."""
        from etl import pipeline

        return pipeline.merge_parts(pipeline.open_workspace())

    @task(pool=WRITER_POOL)
    def checkpoint() -> dict:
        """Write the live file's log into it."""
        from etl import pipeline

        return pipeline.checkpoint(pipeline.open_workspace())

    @task
    def watch_sources() -> list[str]:
        """One line for each source that yields nothing, or far more than usual."""
        from etl import pipeline

        return pipeline.volume_warnings(pipeline.open_workspace())

    @task
    def check() -> list[str]:
        """All checks of `incidents doctor`."""
        from etl import pipeline

        return pipeline.require_health(pipeline.open_workspace())

    [clear_leftovers(), merge_parts(), checkpoint(), watch_sources()] >> check()


maintain()
