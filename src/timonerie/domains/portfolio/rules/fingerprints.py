"""A fingerprint that two people can compare by telephone: ten words out of 256."""

from functools import cache
from pathlib import Path

WORDS = 10
"""Eight bits each: eighty bits, which nobody draws keys long enough to meet."""


@cache
def vocabulary() -> tuple[str, ...]:
    """256 French words that are not mistaken for one another by ear."""
    text = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def words(key_id: str) -> list[str]:
    """The first words of a key's SHA-256, given in hexadecimal."""
    return [vocabulary()[byte] for byte in bytes.fromhex(key_id)[:WORDS]]
