"""A statement of work as a document: its cover, its articles, the gaps that were accepted."""
