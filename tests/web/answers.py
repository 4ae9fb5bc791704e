"""What an answer holds, be it a page or a file."""

from typing import Any


def body(answer: Any) -> bytes:
    """The bytes of an answer; a file is read to its end, which closes it."""
    return b"".join(answer) if answer.streaming else bytes(answer.content)
