"""Accounts to Incidents: block, match, cluster, settle, identify. Pure."""
