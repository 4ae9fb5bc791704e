"""Pure rules of contracts: no database, no clock."""
