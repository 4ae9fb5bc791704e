"""What a version asks, by article, with what an offer answers: to fill in, or to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.models import OfferAnswer
from timonerie.domains.sourcing.operations.offer_answers import whole_title
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries.offer_comparison import index_of
from timonerie.domains.sourcing.queries.offers import Sheet
from timonerie.domains.sourcing.rules.offers import asked, pricing
from timonerie.domains.sourcing.rules.offers.asked import Question
from timonerie.foundations.wording.states import State
from timonerie.web import offer_words
from timonerie.web.forms.answering import AnswersForm

CONFORMITIES = {
    Conformity.YES: State.MET,
    Conformity.PARTLY: State.WATCH,
    Conformity.NO: State.MISSED,
    Conformity.SILENT: State.MISSING,
}


@dataclass(frozen=True)
class Told:
    """An answer in words; `state` where it says whether it conforms."""

    word: str
    note: str = ""
    state: State | None = None


@dataclass(frozen=True)
class ShownLine:
    title: str
    text: str
    facts: list[dict[str, Any]]
    is_eliminatory: bool
    fields: list[BoundField]
    bands: BoundField | None
    told: Told | None


@dataclass(frozen=True)
class ShownSection:
    number: int
    title: str
    lines: list[ShownLine]
    everything: BoundField | None
    asked: int
    answered: int
    is_open: bool


def sections(sheet: Sheet, form: AnswersForm | None = None) -> list[ShownSection]:
    """The articles in their order; without a form, to read."""
    names = statement_words.volumes([one.line for one in sheet.asked])
    parts = groupby(sheet.asked, key=lambda one: one.line.section)
    return [_section(number, list(group), sheet, form, names) for number, group in parts]


def _section(
    number: int,
    found: Sequence[Question],
    sheet: Sheet,
    form: AnswersForm | None,
    names: dict[str, str],
) -> ShownSection:
    lines = [_line(one, sheet, form, names) for one in found]
    asked_here = [one for one in found if one.way != "read"]
    has_error = any(field.errors for line in lines for field in line.fields)
    is_priced = any(one.way == "price" for one in found)
    every = f"all-{number}"
    return ShownSection(
        number=number,
        title=statement_words.section_title(number),
        lines=lines,
        everything=form[every] if form is not None and every in form.fields else None,
        asked=len(asked_here),
        answered=sum(one.line.key in sheet.answers for one in asked_here),
        is_open=has_error or is_priced,
    )


def _line(
    question: Question, sheet: Sheet, form: AnswersForm | None, names: dict[str, str]
) -> ShownLine:
    key, line = question.line.key, question.line
    wanted = () if form is None else (f"{one}-{key}" for one in "cprt")
    bands = f"b-{key}"
    answer = sheet.answers.get(key)
    return ShownLine(
        title=line.title,
        text=line.text,
        facts=_facts(question, sheet, names),
        is_eliminatory=question.is_eliminatory,
        fields=[form[name] for name in wanted if form is not None and name in form.fields],
        bands=form[bands] if form is not None and bands in form.fields else None,
        told=None if question.way == "read" else told(question, answer, sheet.offer.currency),
    )


def _facts(question: Question, sheet: Sheet, names: dict[str, str]) -> list[dict[str, Any]]:
    """The values of a line; of a price, the volume that it multiplies, with its figures."""
    line = question.line
    if question.way != "price":
        return [one for one in statement_words.pairs(line, names) if not one.get("is_measured")]
    volume = next(
        (one.line for one in sheet.asked if one.line.key == line.values.get("volume_key")), None
    )
    if volume is None:
        return []
    figures = offer_words.figures(volume) or _("à préciser")
    told = [{"term": _("Volume"), "detail": f"{volume.title}, {figures}"}]
    if pricing.asks_factors(line, sheet.asked):
        bands = statement_words.value_of(volume.kind, "bands", volume.values.get("bands"), names)
        told.append({"term": _("Coefficients"), "detail": bands})
    return told


def told(question: Question, answer: OfferAnswer | None, currency: str) -> Told:
    """An answer, or that there is none."""
    if question.way == "conformity":
        conformity = Conformity(answer.conformity if answer else "")
        note = answer.text if answer else ""
        return Told(str(conformity.label), note, CONFORMITIES[conformity])
    if answer is None:
        word = _("sans prix") if question.way == "price" else _("sans réponse")
        return Told(word, "", State.MISSING)
    if question.way == "words":
        return Told(answer.text)
    said = _paid(answer)
    price = offer_words.answered_price(answer, pricing.recurrence(question.line, said), currency)
    return Told(price or _("sans prix"), answer.text, None if price else State.MISSING)


def _paid(answer: OfferAnswer) -> pricing.Said:
    return pricing.Said(key=str(answer.line_key), recurrence=answer.recurrence)


def whole(sheet: Sheet) -> list[dict[str, str]]:
    """What is priced for the offer as a whole, then what it adds, then its terms."""
    currency = sheet.offer.currency
    found = []
    for key in asked.WHOLE:
        answer = sheet.answers.get(str(key))
        price = offer_words.answered_price(answer, "once", currency) if answer else ""
        found.append({"term": whole_title(key), "detail": price or _("non chiffrée")})
    found.append({"term": _("Révision"), "detail": offer_words.index(index_of(sheet.offer))})
    return found


def added(sheet: Sheet) -> list[OfferAnswer]:
    """The prices that an offer adds beside what is asked."""
    return [one for one in sheet.answers.values() if one.line_key is None]
