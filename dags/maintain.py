"""What keeps the system in order.

Every night: removes what killed runs left half written, merges the small files of many batches, takes away what the settings INCIDENTS_KEEP_*
let go and no value rests on (by default nothing), writes the live file's log into it, says which sources fell silent, and runs the checks
of `incidents doctor`. A check that fails is tried again, since a run that is just going on leaves work behind for some minutes, and then
told to whoever INCIDENTS_NOTIFY names.
"""

from airflow.sdk import Param, dag, task

from dags.assets import WAREHOUSE
from dags.defaults import CORES_POOL, DEFAULTS, WRITER_POOL


@dag(
    schedule="30 3 * * *",
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "quality"],
    params={
        "only_say": Param(
            False,
            type="boolean",
            title="Only say",
            description="Say how much INCIDENTS_KEEP_* would take away, and leave it where it is",
        )
    },
)
def maintain():
    """Clear, merge, take away, checkpoint, look at the sources, check."""

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

    @task(pool=WRITER_POOL, outlets=[WAREHOUSE])
    def take_away(params: dict, *, outlet_events: dict) -> dict:
        """Take away what the settings let go; updates `warehouse`, with counts, where an article went."""
        from airflow.sdk.exceptions import AirflowSkipException

        from etl import pipeline

        gone = pipeline.retain(pipeline.open_workspace(), only_say=params["only_say"])
        if params["only_say"] or not gone["articles"]:
            raise AirflowSkipException(str(gone))
        outlet_events[WAREHOUSE].extra = gone
        return gone

    @task(pool=WRITER_POOL, trigger_rule="none_failed")
    def checkpoint() -> dict:
        """Write the live file's log into it."""
        from etl import pipeline

        return pipeline.checkpoint(pipeline.open_workspace())

    @task
    def watch_sources() -> list[str]:
        """One line for each source that yields nothing, or far more than usual."""
        from etl import pipeline

        return pipeline.volume_warnings(pipeline.open_workspace())

    @task(trigger_rule="none_failed")
    def check() -> list[str]:
        """All checks of `incidents doctor`."""
        from etl import pipeline

        return pipeline.require_health(pipeline.open_workspace())

    checked = check()
    merge_parts() >> take_away() >> checkpoint() >> checked
    [clear_leftovers(), watch_sources()] >> checked


maintain()
