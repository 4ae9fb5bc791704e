"""Signals, and the series that show one, as tables."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from timonerie.domains.signals import sentences
from timonerie.domains.signals.enums import Family, Triage
from timonerie.domains.signals.queries.replaying import Verdict
from timonerie.domains.signals.queries.telling import Spoken
from timonerie.domains.signals.rules import evidence
from timonerie.domains.signals.rules.grouping import Cause
from timonerie.web import signal_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.readings import Names
from timonerie.web.tables import Cell, Column, Row, Table

ORDER = {Triage.NEW: 0, Triage.CONFIRMED: 1, Triage.WATCH: 2, Triage.NOISE: 3}


def of_signals(request: CompanyRequest, found: Sequence[Spoken]) -> Table:
    return Table(
        name="signaux",
        caption=_("Signaux"),
        columns=(
            Column(label=_("Signal"), is_long=True),
            Column(label=_("Tri"), is_filter=True),
            Column(label=_("Depuis")),
            Column(label=_("Levé le"), name="leve"),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("Site"), is_filter=True),
            Column(label=_("Famille"), is_filter=True),
            Column(label=_("Le hasard seul"), name="hasard"),
            Column(label=_("Suivi par"), name="suivi", is_filter=True),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: Spoken) -> Row:
    signal = one.signal
    is_sorter = request.actor.may("signal.triage")
    state = Triage(signal.state)
    return Row(
        cells=(
            Cell(
                text=one.title,
                url=url(request, "signal", signal.public_id),
                note=one.where,
                pick=str(signal.public_id) if is_sorter else "",
            ),
            Cell(text=state.label, rank=ORDER[state], state=signal_words.STATES[state]),
            Cell(text=signal_words.day(signal.since), value=signal.since),
            Cell(text=signal_words.day(signal.opened_on), value=signal.opened_on),
            Cell(text=str(signal.provider or "—")),
            Cell(text=str(signal.unit or "—")),
            Cell(text=signal.get_family_display()),
            Cell(text=signal_words.years(signal.rate), rank=signal.rate),
            Cell(text=str(signal.owner or "—")),
        )
    )


def of_series(
    one: Spoken, verdicts: Sequence[Verdict], facts: Sequence[str], names: Names
) -> Table:
    """What each series says of itself, the best one first; `facts` are the addresses of those that
    made it, in the same order."""
    told = one.told
    rows = []
    for verdict, address in zip(verdicts, facts, strict=True):
        kept = verdict.member.evidence
        said, given = evidence.said_of(kept), evidence.given(kept)
        series = verdict.member.series
        place = names.units[series.unit_id][1] if series and series.unit_id else _("tous les sites")
        if series and series.activity_id:
            place = f"{place} · {names.activities[series.activity_id][1]}"
        rows.append(
            Row(
                cells=(
                    Cell(text=place, url=address),
                    Cell(text=sentences.since(given.step, given.starts[said.since])),
                    Cell(text=sentences.value(said.expected, told.unit, told.currency)),
                    Cell(text=sentences.value(said.seen, told.unit, told.currency)),
                    Cell(text=signal_words.years(verdict.told.rate), rank=verdict.told.rate),
                )
            )
        )
    return Table(
        name="series",
        caption=_("Les séries qui le montrent"),
        hides_caption=True,
        columns=(
            Column(label=_("Où")),
            Column(label=_("Depuis")),
            Column(label=_("Attendu"), is_number=True),
            Column(label=_("Constaté"), is_number=True),
            Column(label=_("Le hasard seul"), name="hasard"),
        ),
        rows=tuple(rows),
    )


def of_causes(
    found: Sequence[Cause], *, caption: str, names: Names, labels: Mapping[int, str]
) -> Table:
    """What a dial would tell, without a page of its own."""
    return Table(
        name="apercu",
        caption=caption,
        columns=(
            Column(label=_("Indicateur")),
            Column(label=_("Famille")),
            Column(label=_("Prestataire")),
            Column(label=_("Levé le"), name="leve"),
            Column(label=_("Le hasard seul"), name="hasard"),
        ),
        rows=tuple(_cause(one, names, labels) for one in found),
    )


def _cause(one: Cause, names: Names, labels: Mapping[int, str]) -> Row:
    best = one.best
    family = str(Family(best.family).label)
    provider = names.providers[best.provider][1] if best.provider is not None else "—"
    return Row(
        cells=(
            Cell(text=labels.get(best.indicator or 0, family)),
            Cell(text=family),
            Cell(text=provider),
            Cell(text=signal_words.day(one.opened_on), value=one.opened_on),
            Cell(text=signal_words.years(best.rate), rank=best.rate),
        )
    )
