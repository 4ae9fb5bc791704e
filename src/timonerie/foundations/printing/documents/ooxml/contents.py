"""The table of contents: a field of Word, already filled.

Each line leads to its article. The number of its page is Word's affair: it is empty until the
fields are updated, since a number that nobody computed would be false.
"""

from collections.abc import Sequence

from timonerie.foundations.printing.documents.ooxml import fields, styles
from timonerie.foundations.printing.documents.ooxml.articles import Entry
from timonerie.foundations.printing.documents.ooxml.elements import Element, made, paragraph, run
from timonerie.foundations.printing.documents.ooxml.setting import Setting

INSTRUCTION = r'TOC \o "1-2" \h \z \u'
DEPTHS = len(styles.CONTENTS)


def contents(title: str, entries: Sequence[Entry], setting: Setting) -> list[Element]:
    """The title, then one paragraph a line; nothing where there is no article."""
    shown = [one for one in entries if one.depth < DEPTHS]
    if not shown:
        return []
    lines = [_line(one, setting) for one in shown]
    # The field opens in the first line, after its properties, and closes in the last.
    for place, part in enumerate(fields.opening(INSTRUCTION), 1):
        lines[0].insert(place, part)
    lines[-1].append(fields.closing())
    return [paragraph(setting.styles[styles.CONTENTS_TITLE], run(title)), *lines]


def _line(entry: Entry, setting: Setting) -> Element:
    number = entry.article.number
    told = run(f"{number}\t{entry.article.title}\t" if number else f"{entry.article.title}\t")
    page = fields.field(rf"PAGEREF {entry.anchor} \h")
    link = made("hyperlink", told, *page, anchor=entry.anchor, history=1)
    return paragraph(setting.styles[styles.CONTENTS[entry.depth]], link)
