"""The decision file of a renewal: one description, shown on screen and set on one sheet of paper.

A part is a function marked by `registry.register`, in a module of `sources`: a new module there
joins without another being edited.
"""
