"""What needs a decision from a reader, one line each.

A kind of line is a function marked by `registry.register`, in a module of `sources`: a new module
there joins without another being edited.
"""
