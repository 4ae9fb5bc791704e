"""The lists of the settings as tables that readers sort, filter, narrow and export."""
