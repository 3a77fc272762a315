"""Accounts to incidents: block, match, cluster, settle, identify. Pure."""

from etl.reconcile.compare import pair_up
from etl.reconcile.near import Known, Nearby, reconcile_near
from etl.reconcile.plan import Plan, plan
from etl.reconcile.reconcile import origins, reconcile, settle_plan
from etl.reconcile.traits import traits_of

__all__ = [
    "Known",
    "Nearby",
    "Plan",
    "origins",
    "pair_up",
    "plan",
    "reconcile",
    "reconcile_near",
    "settle_plan",
    "traits_of",
]
