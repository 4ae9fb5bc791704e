"""Pure rules of what sites and providers tell: no database, no clock."""
