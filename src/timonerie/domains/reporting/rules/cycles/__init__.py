"""Rules of the cycles: no database, no clock."""
