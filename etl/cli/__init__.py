"""The `incidents` command: verbs, progress and one-line errors. Touches the terminal."""
