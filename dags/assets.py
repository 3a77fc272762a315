"""The assets that DAGs hand to one another."""

from airflow.sdk import Asset

ACCOUNTS = Asset(name="accounts", uri="incidents://accounts", group="incidents")
WAREHOUSE = Asset(name="warehouse", uri="incidents://warehouse", group="incidents")
PUBLISHED = Asset(name="published", uri="incidents://published", group="incidents")
