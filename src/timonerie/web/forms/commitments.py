"""Forms of promises: several noted at once, promised again, kept, missed, dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.commitments.operations.said import Origin, Said
from timonerie.domains.organisation.models import Provider, Seat
from timonerie.domains.organisation.queries import providers, seats, units
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import commitment_words
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField, VersionedForm

LINES = 3
Holder = Provider | Seat
Choices = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Holders:
    """Who may promise in a form: one provider or all those that the writer reaches, and our
    posts."""

    reader: Actor
    on: date
    provider: Provider | None = None

    @cached_property
    def rows(self) -> Mapping[str, Holder]:
        """By what the form sends."""
        firms = [self.provider] if self.provider else self._firms()
        posts = seats.visible_to(self.reader, on=self.on).active().select_related("unit")
        ordered = posts.order_by("unit__name", "name")
        return {str(one.public_id): one for one in (*firms, *ordered)}

    def _firms(self) -> list[Provider]:
        return list(providers.visible_to(self.reader, on=self.on).active().order_by("name"))

    @cached_property
    def choices(self) -> Choices:
        firms = [(key, one.name) for key, one in self.rows.items() if isinstance(one, Provider)]
        posts = [
            (key, commitment_words.post(one))
            for key, one in self.rows.items()
            if isinstance(one, Seat)
        ]
        return [(_now("Prestataires"), firms), (_now("Nos postes"), posts)]


class LineForm(CompanyForm):
    """One promise of several; a line left blank is none."""

    use_required_attribute = False

    what = forms.CharField(
        label=_("Ce qui est promis"),
        max_length=300,
        required=False,
        help_text=_("Un résultat que l’on pourra constater, en une phrase."),
    )
    holder = forms.ChoiceField(
        label=_("Promis par"),
        required=False,
        help_text=_("Un prestataire ou un poste. Vide : comme la ligne au-dessus."),
    )
    promised_for = DateField(
        label=_("Pour le"),
        required=False,
        help_text=_("Cette date ne changera plus : on ne pourra que promettre à nouveau."),
    )

    def __init__(self, *args: Any, holders: Holders, rank: int, **options: Any) -> None:
        super().__init__(*args, **{**options, "prefix": f"ligne-{rank}"})
        self.holders, self.rank = holders, rank
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *holders.choices]

    @property
    def is_silent(self) -> bool:
        return not (self.cleaned_data.get("what") or self.cleaned_data.get("promised_for"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.is_silent or self.errors:
            return data
        if not data["what"]:
            self.add_error("what", _now("Dites en une phrase ce qui est promis."))
        if not data["promised_for"]:
            self.add_error("promised_for", _now("Donnez la date promise."))
        return data


class AroundForm(CompanyForm):
    """What the promises of one form have in common."""

    unit = ChoiceOf(
        label=_("Site concerné"),
        required=False,
        help_text=_("S’ils ne concernent qu’un site, lequel. Vide : toute la société."),
    )
    made_on = DateField(
        label=_("Promis le"),
        required=False,
        help_text=_("Le jour où la promesse a été faite. Vide : aujourd’hui."),
    )

    def __init__(self, *args: Any, reader: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = units.visible_to(reader, on=on).active().filter(kind="site")
        self.offer("unit", rows.order_by("name"))


def lines(data: Any, holders: Holders, *, first: str = "") -> list[LineForm]:
    """Three lines, the first of which may propose who promises."""
    return [
        LineForm(data, holders=holders, rank=rank, initial={"holder": first} if rank == 1 else {})
        for rank in range(1, LINES + 1)
    ]


def said(
    found: Sequence[LineForm],
    *,
    around: Mapping[str, Any],
    origin: Origin | None = None,
    to_provider: Provider | None = None,
) -> list[Said]:
    """The promises of the lines that say one; a post promises to `to_provider`, if any."""
    told, last = [], None
    for line in found:
        last = line.holders.rows.get(line.cleaned_data.get("holder", "")) or last
        if line.is_silent:
            continue
        told.append(
            Said(
                what=line.cleaned_data["what"],
                promised_for=line.cleaned_data["promised_for"],
                provider=last if isinstance(last, Provider) else None,
                seat=last if isinstance(last, Seat) else None,
                to_provider=to_provider if isinstance(last, Seat) else None,
                origin=origin,
                **around,
            )
        )
    return told


class KeepForm(VersionedForm):
    on = DateField(label=_("Tenu le"), help_text=_("Le jour où la promesse a été tenue."))
    proof = forms.CharField(
        label=_("Ce qui le montre"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Un courriel, un document reçu, un chiffre revenu : où le retrouver."),
    )


class AgainForm(VersionedForm):
    day = DateField(
        label=_("Nouvelle date"),
        help_text=_("La première date reste affichée à côté : rien n’est effacé."),
    )
    reason = forms.CharField(
        label=_("Pourquoi la date change"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Le motif donné, tel que les deux parties le reconnaîtront. Ne nommez personne."
        ),
    )


class ReasonForm(VersionedForm):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("En une phrase, pour qui le relira. Ne nommez personne."),
    )
