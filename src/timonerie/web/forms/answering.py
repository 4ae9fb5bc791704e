"""The answers of an offer: one field or two for each line that the version asks about."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.sourcing.enums import Conformity
from timonerie.domains.sourcing.models import OfferAnswer
from timonerie.domains.sourcing.operations.offer_answers import (
    LONGEST_TEXT,
    MOST_PRICE,
    MOST_UNITS,
    Given,
    Said,
)
from timonerie.domains.sourcing.queries.offers import Sheet
from timonerie.domains.sourcing.rules.offers import asked, band_text, pricing
from timonerie.domains.sourcing.rules.offers.asked import Question
from timonerie.domains.sourcing.rules.offers.band_text import BandText, Kept
from timonerie.web import offer_words
from timonerie.web.forms.base import DateField, VersionedForm

PER_CENT = 100


class PriceField(forms.CharField):
    """A price in euros without tax, as hundredths of cents."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            required=False, max_length=20, widget=forms.TextInput(attrs=attrs), **options
        )

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        if band_text.is_unclear_price(text):
            raise forms.ValidationError(_unclear(text))
        found = band_text.hundredths(text)
        if found is None:
            raise forms.ValidationError(
                _now("« %(text)s » n’est pas un prix en euros : écrivez 12,50.") % {"text": text}
            )
        return found


def _unclear(text: str) -> str:
    """The question that a pasted price is asked."""
    return _now("« %(text)s » : ce montant se lit de deux façons, lequel est-ce ?") % {"text": text}


class BandsField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            **options,
        )

    def clean(self, value: Any) -> tuple[Kept, ...]:
        try:
            found = tuple(band_text.read(str(super().clean(value) or "")))
        except BandText as fault:
            if fault.unclear:
                told = {"number": fault.number, "question": _unclear(fault.unclear)}
                said = _now("Ligne %(number)s, %(question)s") % told
                raise forms.ValidationError(said) from fault
            raise forms.ValidationError(
                _now(
                    "Ligne %(number)s : écrivez « 100 : 14,50 », en montant, puis « au-delà : 12 »."
                )
                % {"number": fault.number}
            ) from fault
        for number, band in enumerate(found, start=1):
            if (band["price"] or 0) > MOST_PRICE or (band["to"] or 0) > MOST_UNITS:
                raise forms.ValidationError(
                    _now(
                        "Ligne %(number)s : une tranche va au plus à mille milliards d’unités, et"
                        " un prix à un milliard d’euros."
                    )
                    % {"number": number}
                )
        return found


class AnswersForm(VersionedForm):
    """`version` is that of the offer. Fields are named by what they say and the key of their line:
    c (conformity), t (words), p (price), r (how it is paid), b (bands)."""

    yearly_index = forms.DecimalField(
        label=_("Révision des prix par an, en %"),
        min_value=0,
        max_value=50,
        max_digits=4,
        decimal_places=2,
        required=False,
        help_text=_("Ce dont vos prix augmentent chaque année. Zéro pour des prix fermes."),
    )
    valid_until = DateField(
        label=_("Offre valable jusqu’au"),
        required=False,
        help_text=_("Passé ce jour, les prix sont à redemander."),
    )
    note = forms.CharField(
        label=_("Remarque sur l’offre"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une réserve, une option, ce que les lignes ne disent pas."),
    )

    def __init__(self, data: Any = None, *, sheet: Sheet) -> None:
        super().__init__(data, initial=_initial(sheet))
        self.sheet = sheet
        for question in sheet.asked:
            self.fields.update(_fields(question, sheet))
        self.fields.update(_whole_fields())
        for section in {one.line.section for one in sheet.asked if one.way == "conformity"}:
            self.fields[f"all-{section}"] = forms.BooleanField(
                label=_(
                    "Conforme à toutes les lignes de cet article auxquelles je n’ai pas répondu"
                ),
                required=False,
            )

    def given(self) -> Given:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        lines = [
            _said(
                UUID(one.line.key), data, default=self._default(one), paid=self._paid(one.line.key)
            )
            for one in self._answerable()
        ]
        whole = [_said(key, data, default="", paid="once") for key in asked.WHOLE]
        return Given(
            answers=(*lines, *whole),
            yearly_index=int((data["yearly_index"] or 0) * PER_CENT),
            valid_until=data["valid_until"],
            note=data["note"],
        )

    def _answerable(self) -> Iterable[Question]:
        return (one for one in self.sheet.asked if one.way != "read")

    def _default(self, question: Question) -> str:
        """What a line without an answer is, where its article was ticked as a whole."""
        is_ticked = self.cleaned_data.get(f"all-{question.line.section}")
        return Conformity.YES if is_ticked and question.way == "conformity" else ""

    def _paid(self, key: str) -> str:
        """How a price is paid: as it is said here, or as it came where nothing asks it here."""
        if f"r-{key}" in self.fields:
            return self.cleaned_data.get(f"r-{key}") or ""
        row = self.sheet.answers.get(key)
        return row.recurrence if row else ""


def _said(key: UUID, data: Mapping[str, Any], *, default: str, paid: str) -> Said:
    return Said(
        line_key=key,
        conformity=data.get(f"c-{key}") or default,
        text=data.get(f"t-{key}") or "",
        price=data.get(f"p-{key}"),
        bands=data.get(f"b-{key}") or (),
        recurrence=paid,
    )


def _fields(question: Question, sheet: Sheet) -> dict[str, forms.Field]:
    key = question.line.key
    if question.way == "read":
        return {}
    if question.way == "price":
        return _price_fields(question, sheet)
    rows = 3 if question.way == "words" else 2
    label = _("Votre réponse") if question.way == "words" else _("Remarque")
    words = forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
    if question.way == "words":
        return {f"t-{key}": words}
    choice = forms.ChoiceField(
        label=_("Votre offre"),
        required=False,
        choices=[("", _("Sans réponse")), *((one.value, one.label) for one in Conformity if one)],
    )
    return {f"c-{key}": choice, f"t-{key}": words}


_REACHED = _(
    "Donnez le prix sans coefficient : toutes les unités sont payées à ce prix, multiplié par le"
    " coefficient de la bande atteinte."
)
_EACH_BAND = _("Chaque unité est payée au prix de sa tranche.")
_OWN_BANDS = _(
    "Vos tranches remplacent alors les coefficients demandés, et chaque unité est payée au prix de"
    " sa tranche."
)


def _price_fields(question: Question, sheet: Sheet) -> dict[str, forms.Field]:
    line, key = question.line, question.line.key
    asked_every = pricing.recurrence(line)
    row = sheet.answers.get(key)
    # A pasted price may be paid otherwise than the line asks.
    every = (row.recurrence if row and asked_every else "") or asked_every
    unit = (row.unit if row else "") or str(line.values.get("unit") or "")
    found: dict[str, forms.Field] = {}
    if not asked_every:
        choices = [("", _("à dire")), *offer_words.RECURRENCES.items()]
        found[f"r-{key}"] = forms.ChoiceField(
            label=_("Comment est-il payé ?"), required=False, choices=choices
        )
    label = _now("Prix HT %(per)s") % {"per": offer_words.per(every, unit)}
    is_factored = pricing.asks_factors(line, sheet.asked)
    without = _REACHED if is_factored else ""
    found = {f"p-{key}": PriceField(label=label.strip(), help_text=without), **found}
    if every in ("unit", ""):
        paid = _OWN_BANDS if is_factored else _EACH_BAND
        help_text = _now(
            "Une tranche par ligne : « 100 : 14,50 » (jusqu’à 100), puis « au-delà : 12 ». %(paid)s"
        )
        found[f"b-{key}"] = BandsField(
            label=_("Prix par tranches"), help_text=help_text % {"paid": paid}
        )
    found[f"t-{key}"] = forms.CharField(label=_("Remarque"), required=False, max_length=300)
    return found


def _whole_fields() -> dict[str, forms.Field]:
    return {
        f"p-{asked.TRANSITION}": PriceField(
            label=_("Coût de la transition, en une fois, HT"),
            help_text=_("Mise en place et reprise de l’existant. Zéro si elle est comprise."),
        ),
        f"p-{asked.EXIT}": PriceField(
            label=_("Coût de la sortie, en une fois, HT"),
            help_text=_("Restitution et passage au suivant en fin de contrat. Zéro si compris."),
        ),
    }


def _initial(sheet: Sheet) -> dict[str, Any]:
    offer = sheet.offer
    found: dict[str, Any] = {
        "version": offer.version,
        "yearly_index": _plain(offer.yearly_index),
        "valid_until": offer.valid_until,
        "note": offer.note,
    }
    for key, answer in sheet.answers.items():
        if answer.line_key is not None:
            found |= _of_answer(key, answer)
    return found


def _of_answer(key: str, answer: OfferAnswer) -> dict[str, Any]:
    return {
        f"c-{key}": answer.conformity,
        f"t-{key}": answer.text,
        f"p-{key}": "" if answer.price is None else band_text.euros(answer.price),
        f"r-{key}": answer.recurrence,
        f"b-{key}": band_text.written(answer.bands),
    }


def _plain(index: int) -> str:
    return "" if not index else f"{index / PER_CENT:g}"
