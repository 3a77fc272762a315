"""The suites: what every row must be, why, how severe it is, and where the rule comes from."""
