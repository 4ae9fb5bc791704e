"""One module per kind of thing; each registers its own."""
