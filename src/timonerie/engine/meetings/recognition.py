"""Whether a file is a calendar, from its first bytes."""

from timonerie.engine.meetings.lines import decoded

EXTENSIONS = (".ics", ".ical", ".ifb", ".vcs")
_BEGIN = "BEGIN:VCALENDAR"


def looks_like(head: bytes, name: str) -> float:
    """From 0 (no) to 1 (sure). `head`: the first bytes; `name`: the name given by the sender. The
    content decides: a calendar under another name is one, an empty `.ics` is not."""
    if b"\x00" in head.removeprefix(b"\xff\xfe") and not head.startswith(
        (b"\xff\xfe", b"\xfe\xff")
    ):
        return 0.0
    text = decoded(head).lstrip("\ufeff \t\r\n")
    if text[: len(_BEGIN)].upper() != _BEGIN:
        return 0.0
    return 1.0 if name.lower().endswith(EXTENSIONS) else 0.9
