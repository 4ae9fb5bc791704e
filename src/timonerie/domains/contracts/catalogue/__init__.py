"""What to look for in a contract, and what the law asks of who entrusts work: an aid, every legal
line with its source, to be checked by a counsel."""
