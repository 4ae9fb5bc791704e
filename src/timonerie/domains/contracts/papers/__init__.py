"""What is written to be signed."""
