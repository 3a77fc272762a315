"""GTD code lists, group names, places and lexicons: data files and their look-up, read once."""
