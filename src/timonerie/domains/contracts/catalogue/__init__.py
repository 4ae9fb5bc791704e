"""What the law asks of who entrusts work: an aid, every line with its source."""
