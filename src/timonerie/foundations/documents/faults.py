"""Faults of the disk that the reader can be told of."""

import errno

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# SQLite and PostgreSQL, in the words of their drivers.
SAID = ("disk is full", "disk full", "No space left on device")


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or what caused it, comes from a disk without room."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if any(words in str(error) for words in SAID):
            return True
        error = error.__cause__ or error.__context__
    return False
