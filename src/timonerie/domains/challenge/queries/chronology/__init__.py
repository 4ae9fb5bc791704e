"""What happened with a provider, in the order of the days: fact, proof, date, letter, for counsel.

A source is a function marked by `registry.register`, in a module of `sources`: a new module there
joins without another being edited. Every text is French, as the letters are."""
