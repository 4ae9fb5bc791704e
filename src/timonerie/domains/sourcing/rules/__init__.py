"""Rules of the sourcing, as pure functions: no database, no clock."""
