"""What is already known against a provider, as lines that a challenge may stand on.

A source is a module of this folder: `KIND`, `found` (what it knows of a provider) and `named` (the
one line that a key names, with its provider). Its line is French, as the letters are."""
