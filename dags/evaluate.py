"""How good the extractor is.

Once a week, scores the extractor against the coded articles of INCIDENTS_GOLD and keeps the figures in `quality.score`, where the report
shows them over time.
"""

from airflow.sdk import Param, dag, task

from dags.assets import WAREHOUSE
from dags.defaults import DEFAULTS, WRITER_POOL


@dag(
    schedule="@weekly",
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULTS,
    doc_md=__doc__,
    tags=["incidents", "quality"],
    params={
        "folder": Param(
            None,
            type=["null", "string"],
            title="Folder",
            description="Holds articles.jsonl and gold.jsonl; empty: INCIDENTS_GOLD",
        )
    },
)
def evaluate():
    """Score and keep."""

    @task(pool=WRITER_POOL, outlets=[WAREHOUSE])
    def score(params: dict, *, outlet_events: dict) -> dict:
        """The figures of the extractor on coded articles."""
        from pathlib import Path

        from etl import pipeline

        folder = Path(params["folder"]) if params["folder"] else None
        outlet_events[WAREHOUSE].extra = scored = pipeline.evaluate(pipeline.open_workspace(), folder)
        return scored

    score()


evaluate()
