"""Offers: read, costed under the volumes of a statement of work, marked and compared."""
