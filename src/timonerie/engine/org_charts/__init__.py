"""A list of people with a manager column, read as a tree: which column is what, who is whose
manager, and what cannot be told without asking. No database, no file."""
