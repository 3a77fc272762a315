"""Accounts to incidents: block, match, cluster, settle, identify. Pure."""

from etl.reconcile.reconcile import assign, reconcile
from etl.reconcile.traits import traits_of

__all__ = ["assign", "reconcile", "traits_of"]
