"""PDF files: what may come in, the text of their pages, and what a scan says.

Everything here but `bounds` and `languages` runs in the child of `confinement`, without Django.
"""
