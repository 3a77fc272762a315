"""Runs DAGs one after another inside this process, through Airflow's own task runner: `python -m etl.cli.airflow_once ingest build`.

A DAG that waits for assets runs only if a task before it updated one of them. The environment must name a migrated Airflow home (`etl.cli.airflow.prepare`). Prints one line `@@{json}` a finished task instance.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from airflow.dag_processing.dagbag import DagBag

from etl.settings import PROJECT


def main(names: list[str]) -> int:
    """0 when every run succeeded."""
    bag: Any = DagBag(str(PROJECT / "dags"), bundle_name="dags-folder")
    for path, error in bag.import_errors.items():
        print(f"{path}: {error}", file=sys.stderr)
    if bag.import_errors:
        return 1
    updated: set[str] = set()
    for name in names:
        dag = bag.dags[name]
        awaited = {asset.name for asset in dag.schedule} if isinstance(dag.schedule, list) else set()
        if awaited and not awaited & updated:
            continue  # a scheduler would not set it off either
        run = dag.test()
        for instance in run.get_task_instances():
            if str(instance.state) == "success":
                updated |= {outlet.name for outlet in dag.get_task(instance.task_id).outlets}
            index = instance.map_index
            task = instance.task_id if index < 0 else f"{instance.task_id}[{index}]"
            print("@@" + json.dumps({"dag": name, "task": task, "state": str(instance.state)}), flush=True)
        if run.state != "success":
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
