"""Sources to Snapshots. Touches the network."""
