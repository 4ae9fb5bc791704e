"""Everything that a reader may see, found by its name.

A kind of thing is a function marked by `registry.register`, in a module of `sources`: a new module
there joins without another being edited.
"""
