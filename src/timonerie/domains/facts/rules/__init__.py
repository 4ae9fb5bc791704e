"""Pure rules: from a received file to cases. No database, no clock."""
