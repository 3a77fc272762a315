"""Schedules: when the rooms work and in what order. Nothing else."""
