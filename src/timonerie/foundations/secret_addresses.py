"""Addresses that open without an account, kept out of the log: what stands behind them is theirs
who hold the link, and a log is read by others."""

import logging
import re
from typing import Final

CUT: Final = "…"
#: Every kind of link, as an address, as JSON or as a part of another address may write them.
_KINDS: Final = (
    *("offre", "declarer", "prestataire", "agenda", "pieces", "invitation"),
    *("rapport", "etape", "flash-du-site", "parole"),
)
_SECRET: Final = re.compile(
    rf"((?:\\*/|%(?:25)*2F)(?:{'|'.join(_KINDS)})(?:\\*/|%(?:25)*2F))[^\s\"'<>]+",
    re.IGNORECASE,
)


class Filter(logging.Filter):
    """Lets every record through, without the secrets of its message and of its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            told = record.getMessage()
        except (TypeError, ValueError, KeyError):
            # A message that does not take its arguments would be written raw, with all of them.
            told = f"{record.msg} {record.args}"
            record.msg, record.args = told, ()
        if (kept := without(told)) != told:
            record.msg, record.args = kept, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without(record.exc_text)
        return True


def without(text: str) -> str:
    """The text with what follows the address of each kind of link cut."""
    return _SECRET.sub(rf"\1{CUT}", text)
