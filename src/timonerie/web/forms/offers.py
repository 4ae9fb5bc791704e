"""The forms of the offers: open one, invite, note, choose."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import providers
from timonerie.domains.sourcing.models import InterestDeclaration, OfferMark
from timonerie.domains.sourcing.operations.offer_links import MOST_DAYS, USUAL_DAYS
from timonerie.domains.sourcing.operations.offer_marks import Given
from timonerie.domains.sourcing.operations.offer_typing import LONGEST
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, CompanyForm, VersionedForm


class BidderForm(CompanyForm):
    bidder = forms.CharField(
        label=_("Candidat"),
        max_length=150,
        help_text=_("Le nom du prestataire qui répond, comme vous l’appelez."),
    )
    provider = ChoiceOf(
        label=_("Prestataire déjà connu"),
        required=False,
        help_text=_("S’il travaille déjà pour vous : son offre se retrouvera sur sa page."),
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader).active().order_by("name")
        self.offer("provider", firms, empty=_("Aucun"))


class LinkForm(CompanyForm):
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("La personne à qui vous remettez ce lien, pour vous y retrouver."),
    )
    days = forms.IntegerField(
        label=_("Durée pour répondre, en jours"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Passé ce délai, le lien ne s’ouvre plus. De 1 à 120 jours."),
    )


class InviteForm(BidderForm, LinkForm):
    field_order = ("bidder", "provider", "recipient", "days")


class PasteForm(CompanyForm):
    text = forms.CharField(
        label=_("Les lignes de prix"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Collez les lignes du devis ou du PDF, une par prix. Rien n’est deviné : ce qui n’est"
            " pas compris vous est demandé."
        ),
    )


class InterestForm(CompanyForm):
    has_conflict = forms.TypedChoiceField(
        label=_("Avez-vous un intérêt avec l’un des candidats ?"),
        choices=[("non", _("Non, aucun")), ("oui", _("Oui"))],
        widget=forms.RadioSelect,
        help_text=_(
            "Un lien familial ou amical, des parts, un emploi passé ou espéré, un cadeau. Avec un"
            " intérêt, vos notes se voient et ne comptent pas."
        ),
    )
    text = forms.CharField(
        label=_("Lequel ?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase. Elle est écrite dans la note de décision."),
    )

    def __init__(self, data: Any = None, *, said: InterestDeclaration | None) -> None:
        initial = {"has_conflict": "oui" if said.has_conflict else "non"} if said else {}
        super().__init__(data, initial={**initial, "text": said.text if said else ""})


SCALE = (
    _("ne répond pas"),
    _("répond mal"),
    _("répond en partie"),
    _("répond"),
    _("va au-delà, utilement"),
)


class MarksForm(CompanyForm):
    """One note and its reason for each criterion: n and m before the key."""

    def __init__(
        self, data: Any = None, *, criteria: Sequence[Line], mine: Mapping[UUID, OfferMark]
    ) -> None:
        super().__init__(data)
        self.keys = [UUID(one.key) for one in criteria]
        for line in criteria:
            known = mine.get(UUID(line.key))
            choices = [
                ("", _("Pas encore")),
                *((str(n), f"{n} : {SCALE[n]}") for n in range(len(SCALE))),
            ]
            self.fields[f"n-{line.key}"] = forms.ChoiceField(
                label=_("Votre note"),
                required=False,
                choices=choices,
                initial="" if known is None else str(known.value),
            )
            self.fields[f"m-{line.key}"] = forms.CharField(
                label=_("Pourquoi"),
                required=False,
                max_length=500,
                initial=known.reason if known else "",
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Ce qui, dans l’offre, justifie la note."),
            )

    def given(self) -> dict[UUID, Given]:
        data = self.cleaned_data
        return {
            key: Given(
                value=int(text) if (text := data[f"n-{key}"]) else None,
                reason=data[f"m-{key}"],
            )
            for key in self.keys
        }


class ChooseForm(VersionedForm):
    reason = forms.CharField(
        label=_("Pourquoi cette offre ?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Ce que vous direz dans un an à qui demandera. Si l’offre n’est pas la première du"
            " classement, dites ce qui l’emporte."
        ),
    )


class PlacesForm(CompanyForm):
    """Where each line that was understood goes: l before its number, v for its volume."""

    is_untaxed = forms.BooleanField(
        label=_("Tous ces prix sont hors taxes"),
        required=False,
        help_text=_("À cocher si le texte ne le dit pas lui-même."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        numbers: Mapping[int, tuple[str, bool]],
        places: Sequence[tuple[str, Any]],
        volumes: Sequence[tuple[str, Any]],
    ) -> None:
        """`numbers` gives the place proposed for each line, and whether it is paid by the unit."""
        super().__init__(data)
        self.numbers = list(numbers)
        for number, (proposed, is_by_unit) in numbers.items():
            self.fields[f"l-{number}"] = forms.ChoiceField(
                label=_("Répond à"),
                required=False,
                choices=[("", _now("Ne pas reprendre")), *places],
                initial=proposed,
            )
            if is_by_unit:
                self.fields[f"v-{number}"] = forms.ChoiceField(
                    label=_("Volume, si le prix s’ajoute"),
                    required=False,
                    choices=[("", _now("À dire")), *volumes],
                )

    def placed(self) -> dict[int, str]:
        return {n: self.cleaned_data[f"l-{n}"] for n in self.numbers}

    def counted_on(self) -> dict[int, str]:
        return {n: self.cleaned_data.get(f"v-{n}", "") for n in self.numbers}
