"""Source declarations (YAML), checked on load."""
