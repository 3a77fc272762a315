"""What every task has unless it says otherwise: retries with growing pauses, a time limit, an owner."""

from datetime import timedelta

DEFAULTS = {
    "owner": "incident-desk",
    "retries": 3,
    "retry_delay": timedelta(seconds=30),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=15),
    "execution_timeout": timedelta(hours=1),
}
# One process at a time may write the warehouse; `incidents airflow` creates the pool with a single slot.
WRITER_POOL = "warehouse_writer"
