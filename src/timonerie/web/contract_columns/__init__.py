"""What the list of contracts says of each beyond its dates.

A column is made by a function marked by `registry.register`, in a module of `sources`: a new module
there joins without another being edited.
"""
