"""One module per kind of line; each registers its own."""
