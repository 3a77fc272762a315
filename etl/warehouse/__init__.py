"""Migrations, load, publish and query. Touches DuckDB."""

from etl.warehouse.batch import LoadBatch
from etl.warehouse.dictionary import code_lists, dictionary, heads, render_dictionary
from etl.warehouse.export import export_gtd, export_marts
from etl.warehouse.lake import Lake, LakeWarehouse
from etl.warehouse.official import LAYOUTS, read_official
from etl.warehouse.query import connect, query
from etl.warehouse.records import Records
from etl.warehouse.show import Shown, show
from etl.warehouse.tables import stage
from etl.warehouse.warehouse import Warehouse

__all__ = [
    "LAYOUTS",
    "Lake",
    "LakeWarehouse",
    "LoadBatch",
    "Records",
    "Shown",
    "Warehouse",
    "code_lists",
    "connect",
    "dictionary",
    "export_gtd",
    "export_marts",
    "heads",
    "query",
    "read_official",
    "render_dictionary",
    "show",
    "stage",
]
