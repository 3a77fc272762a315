"""What every task has unless it says otherwise: retries with growing pauses, a time limit, an owner, a notice when it fails for good."""

from datetime import timedelta


def tell_failure(context: dict) -> None:
    """Whoever INCIDENTS_NOTIFY names learns which task failed and why."""
    from etl.notice import tell
    from etl.settings import load_settings

    instance = context["ti"]
    tell(load_settings(), f"{instance.dag_id}.{instance.task_id}", instance.run_id, context.get("exception"))


def _first_pause() -> timedelta:
    from etl.settings import load_settings

    return timedelta(seconds=load_settings().retry_seconds)


DEFAULTS = {
    "owner": "incident-desk",
    "retries": 3,
    "retry_delay": _first_pause(),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=15),
    "execution_timeout": timedelta(hours=1),
    "on_failure_callback": tell_failure,
}
# `incidents airflow` creates the pools. One process at a time may write the warehouse; requests are bounded for the outlets' sake, and
# work that fills a core by the number of cores.
WRITER_POOL = "warehouse_writer"
NETWORK_POOL = "network"
CORES_POOL = "cores"
