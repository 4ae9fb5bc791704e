"""The dates that a calendar may subscribe to.

A kind of date is a function marked by `registry.register`, in a module of `sources`: a new module
there joins without another being edited.
"""
