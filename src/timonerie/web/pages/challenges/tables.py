"""Challenges, their facts and the commitments they made, as tables."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import ChallengeState
from timonerie.domains.challenge.models import Challenge, ChallengeFact
from timonerie.domains.challenge.papers import annexes
from timonerie.domains.challenge.queries import challenges as queries
from timonerie.domains.challenge.queries.chronology.shapes import Entry
from timonerie.domains.commitments.enums import Standing
from timonerie.domains.commitments.queries.commitments import Stood
from timonerie.foundations.wording import formats
from timonerie.foundations.wording.states import State
from timonerie.web import challenge_words
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.challenges.frame import address
from timonerie.web.pages.settings.frame import url
from timonerie.web.tables import Cell, Column, Row, Table

NOTHING = Cell(text="—", is_soft=True)
STANDINGS = {
    Standing.OVERDUE: State.MISSED,
    Standing.DUE: State.WATCH,
    Standing.RUNNING: State.MEASURED,
    Standing.KEPT_ON_TIME: State.MET,
    Standing.KEPT_LATE: State.WATCH,
    Standing.MISSED: State.MISSED,
    Standing.DROPPED: State.NO_OBJECT,
}


def of_challenges(
    request: CompanyRequest, found: Sequence[Challenge], *, on: date, with_provider: bool = True
) -> Table:
    provider = (Column(label=_("Prestataire"), is_filter=True),) if with_provider else ()
    return Table(
        name="recadrages",
        caption=_("Recadrages"),
        columns=(
            Column(label=_("Sujet"), is_long=True),
            *provider,
            Column(label=_("État"), is_filter=True),
            Column(label=_("Étape"), is_filter=True),
            Column(label=_("Dernière marche")),
            Column(label=_("Faits"), is_number=True),
            Column(label=_("Réponse")),
            Column(label=_("Ouvert le")),
        ),
        rows=tuple(_challenge(request, one, on, with_provider) for one in found),
    )


def _challenge(request: CompanyRequest, one: Challenge, on: date, with_provider: bool) -> Row:
    last, facts = queries.last_step(one), len(queries.standing(one))
    provider = (Cell(text=one.provider.name),) if with_provider else ()
    return Row(
        cells=(
            Cell(text=one.title, url=address(request, one)),
            *provider,
            Cell(text=one.get_state_display(), state=challenge_words.STATES[one.state]),
            Cell(text=challenge_words.stage(one)),
            Cell(text=challenge_words.rung(last)) if last else NOTHING,
            Cell(text=formats.number(facts), value=facts),
            _answer(one, on),
            day(one.opened_on),
        )
    )


def _answer(one: Challenge, on: date) -> Cell:
    """What is awaited of the last rung."""
    last = queries.last_step(one)
    if last is None:
        return NOTHING
    if queries.is_answered(last):
        return Cell(text=_("reçue"), state=State.MET, rank=last.due_on)
    words = {"day": formats.day(last.due_on, style="short")}
    if one.state != ChallengeState.OPEN:
        return Cell(text=_("aucune"), is_soft=True)
    if queries.sending(last) is None:
        return Cell(text=_("lettre à envoyer"), state=State.WATCH)
    if last.due_on < on:
        return Cell(text=_("en retard depuis le %(day)s") % words, state=State.MISSED)
    return Cell(text=_("attendue le %(day)s") % words, rank=last.due_on)


def day(found: date | None) -> Cell:
    return Cell(text=formats.day(found, style="short"), value=found) if found else NOTHING


def of_facts(request: CompanyRequest, found: Sequence[ChallengeFact], *, opens: bool) -> Table:
    """`opens` gives each fact the gesture that withdraws it."""
    gesture = (Column(label=_("Geste")),) if opens else ()
    return Table(
        name="faits",
        caption=_("Faits"),
        columns=(
            Column(label=_("Fait"), is_long=True),
            Column(label=_("Chiffre")),
            Column(label=_("Calcul")),
            Column(label=_("Promis ou visé")),
            Column(label=_("Période")),
            Column(label=_("Connu le")),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("Empreinte")),
            *gesture,
        ),
        rows=tuple(_fact(request, one, opens) for one in found),
    )


def _fact(request: CompanyRequest, one: ChallengeFact, opens: bool) -> Row:
    gesture: tuple[Cell, ...] = ()
    if opens:
        address = url(request, "challenge-fact-withdraw", one.public_id)
        gone = Cell(text=_("retiré"), is_soft=True, note=one.withdrawal)
        gesture = (gone if one.withdrawn_at else Cell(text=_("Retirer"), url=address),)
    label = one.label if one.withdrawn_at is None else _("%(fact)s (retiré)") % {"fact": one.label}
    return Row(
        cells=(
            Cell(
                text=f"{one.number}. {label}",
                url=challenge_words.fact_url(request, one),
                note=one.source,
                rank=one.number,
            ),
            Cell(text=one.figure) if one.figure else NOTHING,
            Cell(text=annexes.terms(one)) if one.is_measured else NOTHING,
            Cell(text=one.target) if one.target else NOTHING,
            Cell(text=one.period or formats.day(one.day, style="short"), rank=one.day),
            day(one.known_on),
            Cell(text=one.get_kind_display()),
            Cell(text=one.sha256[: annexes.SHORT]),
            *gesture,
        )
    )


def of_commitments(request: CompanyRequest, found: Sequence[Stood]) -> Table:
    return Table(
        name="engagements",
        caption=_("Engagements nés de ce recadrage"),
        columns=(
            Column(label=_("Engagement"), is_long=True),
            Column(label=_("Promis pour le")),
            Column(label=_("Dernière date")),
            Column(label=_("Reports"), is_number=True),
            Column(label=_("État"), is_filter=True),
        ),
        rows=tuple(_commitment(request, one) for one in found),
    )


def _commitment(request: CompanyRequest, one: Stood) -> Row:
    row, key = one.row, f"commitment:{one.row.public_id}"
    return Row(
        cells=(
            Cell(text=row.what, url=challenge_words.source_url(request, key, {})),
            day(row.promised_for),
            day(row.due_date),
            Cell(text=formats.number(row.repeats), value=row.repeats),
            Cell(text=str(one.standing.label), state=STANDINGS[one.standing]),
        )
    )


def of_chronology(request: CompanyRequest, found: Sequence[Entry]) -> Table:
    return Table(
        name="chronologie",
        caption=_("Fait, preuve, date, courrier"),
        columns=(
            Column(label=_("Date")),
            Column(label=_("Nature"), is_filter=True),
            Column(label=_("Fait"), is_long=True),
            Column(label=_("Preuve"), is_long=True),
            Column(label=_("Courrier"), is_long=True),
        ),
        rows=tuple(_entry(request, one) for one in found),
    )


def _entry(request: CompanyRequest, one: Entry) -> Row:
    return Row(
        cells=(
            day(one.day),
            Cell(text=one.kind),
            Cell(text=one.fact, url=challenge_words.source_url(request, one.key, {})),
            Cell(text=one.proof) if one.proof else NOTHING,
            Cell(text=one.letter) if one.letter else NOTHING,
        )
    )
