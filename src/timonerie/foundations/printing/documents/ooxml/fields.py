"""What Word computes: numbers of pages, a table of contents (ECMA-376, part 1, 17.16)."""

from timonerie.foundations.printing.documents.ooxml.elements import Element, made, run


def field(instruction: str, *result: Element) -> list[Element]:
    """The runs of a field, with what it shows until it is computed."""
    return [*opening(instruction), *result, closing()]


def opening(instruction: str) -> list[Element]:
    told = made("instrText")
    told.text = f" {instruction} "
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [_mark("begin"), made("r", told), _mark("separate")]


def closing() -> Element:
    return _mark("end")


def pages(words: tuple[str, str, str]) -> list[Element]:
    """« Page 1 sur 1 », whose numbers are computed; `words` stand around them."""
    before, between, after = words
    return [
        run(before),
        *field("PAGE", run("1")),
        run(between),
        *field("NUMPAGES", run("1")),
        run(after),
    ]


def _mark(kind: str) -> Element:
    return made("r", made("fldChar", fldCharType=kind))
