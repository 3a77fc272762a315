"""Migrations, load, publish and query. Touches DuckDB."""

from etl.warehouse.batch import LoadBatch
from etl.warehouse.query import connect, query
from etl.warehouse.warehouse import Warehouse

__all__ = ["LoadBatch", "Warehouse", "connect", "query"]
