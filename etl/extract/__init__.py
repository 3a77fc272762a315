"""Article to Accounts, by a list of named stages. Pure: reads no file, no clock, no network."""
