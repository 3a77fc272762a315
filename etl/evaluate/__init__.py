"""Gold against predicted: scorecards. Pure."""
