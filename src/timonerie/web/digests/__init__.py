"""The mail of Monday and the digest of the other days, as one reader's rights let them be.

A section is a function marked by `registry.register`, in a module of `sources`: a new module there
joins without another being edited. What there is to decide comes first, from `web.attention`.
"""
