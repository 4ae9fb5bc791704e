"""What the first hour makes of the files that every company already has."""
