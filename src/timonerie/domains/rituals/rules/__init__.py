"""Pure rules of rituals: no database, no clock."""
