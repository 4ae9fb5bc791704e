"""The renegotiation file of a provider: what one puts on the table, one description for the screen,
the paper and the spreadsheet.

A part is a function marked by `registry.register`, in a module of `sources`: a new module there
joins without another being edited."""
