"""Incidents out.

Settles all accounts into incidents, checks them and loads them in one transaction. Runs when `ingest` or `backfill` updates the asset
`accounts`; updates the asset `warehouse`, which sets `publish` off.

Where more incidents were rejected than INCIDENTS_REJECT_SHARE allows, something is wrong with the batch and not with a row: a person is
asked under "Required actions", and nothing is loaded unless they approve within the time limit. With INCIDENTS_APPROVAL_HOURS=0 nobody is asked and
`validate` fails.
"""

from datetime import timedelta

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
    """Reconcile, validate, load."""
    from airflow.providers.standard.operators.hitl import ApprovalOperator

    from etl.settings import load_settings

    hours = load_settings().approval_hours

    @task(pool=WRITER_POOL)
    def reconcile() -> dict:
        """Accounts to incidents, staged on disk."""
        from etl import pipeline

        return pipeline.reconcile(pipeline.open_workspace())

    @task(pool=WRITER_POOL)
    def validate() -> dict:
        """Every staged incident against the suite; failing ones into quarantine."""
        from etl import pipeline

        return pipeline.validate(pipeline.open_workspace(), hold=hours > 0)

    @task.branch
    def weigh(checked: dict) -> str:
        """Ask a person when too much was rejected, else go on."""
        return "approve" if checked["over"] else "load"

    approve = ApprovalOperator(
        task_id="approve",
        doc_md="A person decides on a batch of which too much was rejected.",
        subject="Load this batch, although too much of it was rejected?",
        body="{{ ti.xcom_pull(task_ids='validate') }}\n\nApprove: the accepted incidents are loaded. Reject: nothing is.",
        response_timeout=timedelta(hours=hours or 1),
        execution_timeout=None,
        retries=0,
    )

    @task(pool=WRITER_POOL, outlets=[WAREHOUSE], trigger_rule="none_failed_min_one_success")
    def load(*, outlet_events: dict) -> dict:
        """One transaction: all of it or nothing."""
        from etl import pipeline

        outlet_events[WAREHOUSE].extra = loaded = pipeline.load(pipeline.open_workspace())
        return loaded

    checked, loaded = validate(), load()
    reconcile() >> checked
    weighed = weigh(checked)
    weighed >> loaded
    weighed >> approve >> loaded


build()
