"""The forms of the missions of direction."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import Mission
from timonerie.domains.contracts.provider_enums import DeliverableState
from timonerie.domains.contracts.queries import contracts, missions
from timonerie.domains.organisation.queries import people, providers, seats, units
from timonerie.domains.sourcing.queries import reaching
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField, VersionedForm

CENTS = 100


class DaysField(AmountField):
    """Whole days or halves, kept as a count of half-days."""

    def clean(self, value: Any) -> Any:
        days = super().clean(value)
        if days is None:
            return None
        halves = Decimal(days) * 2
        if halves != halves.to_integral_value():
            raise ValidationError(_now("Comptez en jours ou en demi-journées : 3, ou 3,5."))
        return int(halves)


class MissionForm(CompanyForm):
    title = forms.CharField(
        label=_("Intitulé"),
        max_length=200,
        help_text=_("Direction financière à temps partagé, DG de transition…"),
    )
    provider = ChoiceOf(
        label=_("Prestataire qui la tient"),
        required=False,
        help_text=_("La firme, s’il y en a une ; sinon, la personne ci-dessous."),
    )
    person = ChoiceOf(
        label=_("Dirigeant à temps partagé"),
        required=False,
        help_text=_("La personne, si la lettre est signée avec elle."),
    )
    seat = ChoiceOf(
        label=_("Poste tenu"),
        required=False,
        help_text=_("Le poste de direction que la mission occupe dans l’organigramme."),
    )
    deputy = ChoiceOf(
        label=_("Poste suppléant"),
        required=False,
        help_text=_("Qui répond quand elle n’est pas là : un autre poste."),
    )
    letter = ChoiceOf(
        label=_("Lettre de mission"),
        required=False,
        help_text=_("Le cahier des charges « mission » qui en dit l’objet et les limites."),
    )
    contract = ChoiceOf(
        label=_("Contrat"),
        required=False,
        help_text=_("Celui dont elle dépend, pour ses dates et son préavis."),
    )
    start_date = DateField(label=_("Depuis le"), help_text=_("Premier jour de la mission."))
    end_date = DateField(
        label=_("Jusqu’au"), required=False, help_text=_("Laissez vide si aucune fin n’est dite.")
    )
    delegation = forms.CharField(
        label=_("Limites de la délégation"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Ce qu’elle décide seule, et ce qu’elle ne décide pas. Une règle d’engagement par"
            " montant, jamais un transfert de responsabilité pénale."
        ),
    )
    delegation_cents = AmountField(
        label=_("Engage seule jusqu’à, en euros"),
        decimal_places=2,
        help_text=_("Par engagement, hors taxes. Au-delà, un mandataire social signe."),
    )
    delegation_end_date = DateField(
        label=_("Fin de la délégation"),
        required=False,
        help_text=_("Le jour où elle s’éteint, avec ou sans la mission."),
    )

    def __init__(self, *args: Any, reader: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader).active().order_by("name")
        self.offer("provider", firms, empty=_("Aucun"))
        self.offer("person", people.visible_to(reader).active().order_by("name"), empty=_("Aucun"))
        posts = seats.visible_to(reader).active().order_by("name")
        self.offer("seat", posts, empty=_("Aucun"))
        self.offer("deputy", posts, empty=_("Aucun"))
        letters = reaching.statements(reader, on=on).filter(archived_at__isnull=True)
        self.offer("letter", letters.order_by("title"), empty=_("Aucune"))
        signed = contracts.visible_to(reader, on=on).active().order_by("name")
        self.offer("contract", signed, empty=_("Aucun"))

    def clean_delegation_cents(self) -> int | None:
        amount = self.cleaned_data["delegation_cents"]
        return None if amount is None else int(amount * CENTS)


class MissionChangeForm(MissionForm, VersionedForm):
    pass


class DeliverableForm(CompanyForm):
    title = forms.CharField(
        label=_("Livrable"),
        max_length=200,
        help_text=_("Un résultat que l’on reçoit : un tableau de bord, un plan, un recrutement."),
    )
    due_date = DateField(label=_("Attendu le"), help_text=_("Le jour que dit la lettre."))


class DeliverableStateForm(VersionedForm):
    state = forms.ChoiceField(
        label=_("Où en est-il ?"),
        choices=DeliverableState.choices,
        help_text=_("Rendu par la mission, puis accepté par vous."),
    )
    day = DateField(
        label=_("Rendu le"), required=False, help_text=_("Le jour où vous l’avez reçu.")
    )


class PresenceForm(CompanyForm):
    site = ChoiceOf(label=_("Site"), help_text=_("Où ces jours se passent."))
    month = forms.CharField(
        label=_("Mois"),
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text=_("Un mois par ligne."),
    )
    days = DaysField(
        label=_("Jours prévus"),
        required=True,
        decimal_places=1,
        help_text=_("En jours ou demi-journées de la lettre, jamais en heures."),
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("site", units.visible_to(reader).filter(kind="site").order_by("name"))

    def clean_month(self) -> date:
        try:
            return date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError as error:
            raise ValidationError(_now("Écrivez le mois comme 2026-03.")) from error


class ConfirmationForm(VersionedForm):
    days = DaysField(
        label=_("Jours confirmés"),
        required=True,
        decimal_places=1,
        help_text=_("Ceux qui ont eu lieu, en jours ou demi-journées : le livrable de la lettre."),
    )


class DependencyForm(CompanyForm):
    needed = ChoiceOf(
        label=_("Attend quelque chose de"), help_text=_("Une autre mission de direction.")
    )
    what = forms.CharField(
        label=_("Quoi"),
        max_length=300,
        help_text=_("En une ligne : le budget avant le plan d’embauche, par exemple."),
    )

    def __init__(
        self, *args: Any, reader: Actor, mission: Mission, on: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        others = missions.visible_to(reader, on=on).exclude(pk=mission.pk)
        self.offer("needed", others.order_by("title"))


class AccessForm(CompanyForm):
    name = forms.CharField(
        label=_("Accès"),
        max_length=150,
        help_text=_("Ce qu’il ouvre : banque en lecture, outil de paie. Jamais le mot de passe."),
    )
    given_by = forms.CharField(
        label=_("Qui le donne ou le retire"),
        max_length=150,
        required=False,
        help_text=_("Un poste ou un prestataire, pour savoir à qui écrire le dernier jour."),
    )


def initial(mission: Mission) -> dict[str, Any]:
    """What the form shows of a mission."""
    rows: Sequence[str] = ("provider", "person", "seat", "deputy", "letter", "contract")
    plain = ("title", "start_date", "end_date", "delegation", "delegation_end_date", "version")
    cents = mission.delegation_cents
    return {
        **{name: one.public_id for name in rows if (one := getattr(mission, name))},
        **{name: getattr(mission, name) for name in plain},
        "delegation_cents": None if cents is None else Decimal(cents) / CENTS,
    }
