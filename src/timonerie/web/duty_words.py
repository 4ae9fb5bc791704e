"""Legal duties in the words of a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.contracts.catalogue import duties as catalogue
from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.catalogue.ways import Index
from timonerie.domains.contracts.duty_enums import DutyState, PieceState
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.domains.organisation.models import LegalEntity
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State

#: Grey until somebody asked: nobody is accused on the first day.
STATES: Mapping[DutyState, State] = {
    DutyState.EXPIRED: State.MISSED,
    DutyState.MISSING: State.MISSED,
    DutyState.TO_CHECK: State.WATCH,
    DutyState.SOON: State.WATCH,
    DutyState.UNKNOWN: State.MISSING,
    DutyState.UP_TO_DATE: State.MET,
    DutyState.NOT_DUE: State.NO_OBJECT,
}
PIECES: Mapping[PieceState, State] = {
    PieceState.RECEIVED: State.WATCH,
    PieceState.CHECKED: State.MET,
    PieceState.REFUSED: State.MISSED,
}


def entity(one: LegalEntity | None) -> str:
    return one.name if one is not None else _("à connaître")


def shown(kind: Kind) -> Kind:
    """In the language of the reader: what is shipped as data is French."""
    return replace(
        kind,
        title=_(kind.title),
        source=_(kind.source),
        says=_(kind.says),
        check=_(kind.check),
        number=_(kind.number) if kind.number else "",
        status=_(kind.status),
    )


def asked(index: Index) -> Index:
    """A question of how work is given, in the language of the reader."""
    return replace(index, question=_(index.question), why=_(index.why))


def title(code: str) -> str:
    found = catalogue.by_code().get(code)
    return _(found.title) if found else code


def titles(codes: Iterable[str]) -> str:
    return ", ".join(title(code) for code in codes)


def until(one: Duty, *, on: date) -> str:
    """« jusqu’au 14 mai 2027 », « échue depuis le 3 mai 2026 »; nothing without a day."""
    day = one.standing.ends_on
    if day is None:
        return ""
    words = {"day": formats.day(day, style="short")}
    if day < on:
        return _("échue depuis le %(day)s") % words
    return _("jusqu’au %(day)s") % words
