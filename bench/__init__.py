"""Side-by-side measurements against public peers, one module per subject."""
