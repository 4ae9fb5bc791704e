"""The money of a contract: exact arithmetic, no clock, no database."""
