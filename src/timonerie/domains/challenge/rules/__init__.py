"""Pure rules of a challenge: no database, no clock."""
