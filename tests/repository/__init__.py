"""Readings of the repository, as pure functions: text in, faults out.

`tests/test_repository.py` applies them to this repository; `tests/repository/test_*.py` show on
small samples that each of them finds what it looks for.
"""
