"""A meeting with a provider, the screen turned to them: what each side owes, and holds.

A section is a function marked by `registry.register`, in a module of `sources`: a new module there
joins without another being edited. Nothing private is told there: the provider reads it.
"""
