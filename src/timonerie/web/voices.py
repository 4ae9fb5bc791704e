"""What providers and sites say beside the figures, in the words of every page, and as a column of
every table that holds those figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.performance.queries import definitions
from timonerie.domains.reporting.models import Reply
from timonerie.domains.reporting.queries import replies
from timonerie.domains.reporting.queries.replies import Beside, Key
from timonerie.domains.reporting.voice_enums import AboutKind
from timonerie.foundations.wording import formats
from timonerie.web import period_names
from timonerie.web.tables import Cell, Column, Row, Table

COLUMN = "reponses"


def lines(found: Iterable[Beside]) -> list[dict[str, Any]]:
    """For the part `parts/voices.html`."""
    return [_line(one) for one in found]


def _line(one: Beside) -> dict[str, Any]:
    day = formats.day(timezone.localdate(one.said_at))
    words = {"whose": one.whose, "day": day}
    if one.is_withdrawn:
        return {"who": _("%(whose)s, réponse retirée le %(day)s") % words, "text": ""}
    told = _("%(whose)s, %(day)s, modifiée") if one.is_changed else _("%(whose)s, %(day)s")
    who = told % words
    if one.is_reported:
        who = _("%(who)s, rapportée par l’entreprise") % {"who": who}
    return {"who": who, "text": one.text}


def listed(rows: Iterable[Reply]) -> list[dict[str, Any]]:
    """The same, with what each is about."""
    return [{**_line(replies.told(row)), "about": about(row)} for row in rows]


def about(row: Reply) -> str:
    """ "Délai tenu, Lyon, février 2026"."""
    one = row.about
    if one.level is not None:
        what = one.level.title
    elif one.claim is not None:
        what = one.claim.level.title
    else:
        what = metric_label(one.metric)
    parts = [what, one.unit.name if one.unit else ""]
    parts.append(period_names.label(one.period_kind, one.period_start))
    if one.kind == AboutKind.CLAIM:
        parts.append(_("avoir ou pénalité"))
    return ", ".join(part for part in parts if part)


def metric_label(code: str) -> str:
    """Its name in the company; the code of one that is no more."""
    known = {one.metric.code: one.metric.label for one in definitions.known()}
    return known.get(code, code)


def beside(*keys: Key | None) -> list[dict[str, Any]]:
    """The replies of a few figures together, for a page of one."""
    asked = [key for key in keys if key is not None]
    found = replies.beside(asked)
    return [line for key in asked for line in lines(found.get(key, ()))]


def with_column(table: Table, keys: Sequence[Key | None]) -> Table:
    """The table with the replies of each row, as a last column; as it is where there is none. One
    key a row, in their order."""
    return put(table, keys, replies.beside(key for key in keys if key is not None))


def put(table: Table, keys: Sequence[Key | None], found: Mapping[Key, Sequence[Beside]]) -> Table:
    """The same, of replies already read."""
    cells = [cell(found.get(key, ()) if key else ()) for key in keys]
    if not any(one.text for one in cells):
        return table
    column = Column(label=_("Réponses"), name=COLUMN, is_long=True)
    rows = tuple(
        Row(cells=(*row.cells, added)) for row, added in zip(table.rows, cells, strict=True)
    )
    total = table.total and Row(cells=(*table.total.cells, Cell(text="")))
    return replace(table, columns=(*table.columns, column), rows=rows, total=total)


def cell(found: Iterable[Beside]) -> Cell:
    """Every reply whole: an export holds what the screen does."""
    return Cell(text=" · ".join(_whole(one) for one in found))


def _whole(one: Beside) -> str:
    line = _line(one)
    if not line["text"]:
        return str(line["who"])
    return _("%(who)s : « %(text)s »") % line
