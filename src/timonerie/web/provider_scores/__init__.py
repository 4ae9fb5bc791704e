"""The score of the providers, read from what several domains hold.

A criterion is read by a function marked by `registry.register`, in a module of `sources`: a new
module there joins without another being edited. One that none reads is « donnée manquante ».
"""
