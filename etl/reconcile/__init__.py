"""Accounts to incidents: block, match, cluster, settle, identify. Pure."""

from etl.reconcile.near import Known, Nearby, reconcile_near
from etl.reconcile.reconcile import assign, reconcile
from etl.reconcile.traits import traits_of

__all__ = ["Known", "Nearby", "assign", "reconcile", "reconcile_near", "traits_of"]
