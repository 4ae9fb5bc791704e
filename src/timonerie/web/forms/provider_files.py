"""The forms of the file of a provider: its sheet, its tier, its team, those behind it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.operations.provider_links import MOST_DAYS, USUAL_DAYS
from timonerie.domains.contracts.provider_enums import SubcontractorState
from timonerie.domains.organisation.models import Contact, Provider
from timonerie.domains.organisation.queries import providers
from timonerie.domains.sourcing.queries import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import (
    REQUIRED_CHOICE,
    ChoiceOf,
    CompanyForm,
    DateField,
    VersionedForm,
    YesNoField,
)


class SheetFields(CompanyForm):
    """What a provider may say of itself."""

    siren = forms.CharField(
        label=_("SIREN"),
        max_length=20,
        required=False,
        help_text=_("Neuf chiffres ; la clé est vérifiée."),
    )
    siret = forms.CharField(
        label=_("SIRET du siège"),
        max_length=20,
        required=False,
        help_text=_("Quatorze chiffres, qui commencent par le SIREN."),
    )
    vat = forms.CharField(
        label=_("Numéro de TVA"),
        max_length=30,
        required=False,
        help_text=_("FR, deux chiffres de clé, puis le SIREN. Celui d’une facture fait foi."),
    )
    legal_form = forms.CharField(
        label=_("Forme juridique"),
        max_length=60,
        required=False,
        help_text=_("SAS, SARL, société d’exercice libéral, entreprise individuelle…"),
    )
    address = forms.CharField(
        label=_("Adresse postale"),
        max_length=300,
        required=False,
        help_text=_("Celle du siège : un recommandé y part."),
    )
    website = forms.CharField(
        label=_("Site internet"),
        max_length=200,
        required=False,
        help_text=_("Par exemple https://www.exemple.fr"),
    )
    order_number = forms.CharField(
        label=_("Inscription à l’Ordre"),
        max_length=40,
        required=False,
        help_text=_("Pour un expert-comptable ou un avocat : son numéro au tableau."),
    )


class SheetForm(SheetFields, VersionedForm):
    parent = ChoiceOf(
        label=_("Société mère"),
        required=False,
        help_text=_("Le prestataire connu qui la détient : deux cabinets d’un même groupe."),
    )

    def __init__(self, *args: Any, reader: Actor, provider: Provider, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader).active().exclude(pk=provider.pk).order_by("name")
        self.offer("parent", firms, empty=_("Aucune, ou inconnue"))


class TierForm(CompanyForm):
    tier = forms.TypedChoiceField(
        label=_("Criticité"),
        coerce=int,
        choices=[
            (4, _("4 : la société s’arrête sans lui")),
            (3, _("3 : quelques jours sans lui coûtent cher")),
            (2, _("2 : on s’en passe quelques semaines")),
            (1, _("1 : on le remplace sans peine")),
        ],
        help_text=_("Ce qui s’arrête s’il s’arrête, et non ce qu’il coûte."),
    )
    reason = forms.CharField(
        label=_("Pourquoi ?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Une phrase. Elle reste dans l’historique, avec votre nom et la date."),
    )


class RollForm(CompanyForm):
    """One box a person, ticked, and the last day of who is not there any more."""

    announced = YesNoField(
        label=_("Les départs avaient-ils été annoncés ?"),
        help_text=_("Avant le dernier jour. Laissez ainsi si personne n’est parti."),
    )

    def __init__(self, data: Any = None, *, people: Sequence[Contact], prefix: str = "") -> None:
        super().__init__(data, prefix=prefix or None)
        self.people = list(people)
        for one in self.people:
            self.fields[f"t-{one.public_id}"] = forms.BooleanField(
                label=one.name, required=False, initial=True
            )
            self.fields[f"d-{one.public_id}"] = DateField(
                label=_now("Dernier jour de %(name)s") % {"name": one.name}, required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for one in self.people:
            if not data.get(f"t-{one.public_id}") and not data.get(f"d-{one.public_id}"):
                error = _now("Vous avez décoché %(name)s : donnez son dernier jour.")
                self.add_error(f"d-{one.public_id}", error % {"name": one.name})
        return data

    @property
    def lines(self) -> list[Mapping[str, Any]]:
        return [
            {
                "person": one,
                "tick": self[f"t-{one.public_id}"],
                "day": self[f"d-{one.public_id}"],
            }
            for one in self.people
        ]

    def left(self) -> dict[UUID, date]:
        data = self.cleaned_data
        return {
            one.public_id: data[f"d-{one.public_id}"]
            for one in self.people
            if not data[f"t-{one.public_id}"]
        }


class SubcontractorFields(CompanyForm):
    """What a provider may say of who works behind it."""

    name = forms.CharField(
        label=_("Nom"), max_length=150, help_text=_("La firme, comme elle se nomme.")
    )
    task = forms.CharField(
        label=_("Ce qu’il fait"),
        max_length=300,
        help_text=_("En une ligne : saisie des variables, hébergement, numérisation…"),
    )
    siren = forms.CharField(
        label=_("SIREN"),
        max_length=20,
        required=False,
        help_text=_("S’il est français ; la clé est vérifiée."),
    )
    country = forms.CharField(
        label=_("Pays"),
        max_length=60,
        required=False,
        help_text=_("Où le travail se fait : hors de l’Union, les données personnelles changent."),
    )
    handles_personal_data = YesNoField(
        label=_("Traite des données personnelles"),
        help_text=_("Salariés, clients, candidats : un contrat de sous-traitance RGPD le suit."),
    )


class SubcontractorForm(SubcontractorFields):
    known = ChoiceOf(
        label=_("Prestataire déjà connu"),
        required=False,
        help_text=_("S’il travaille aussi pour vous : ses propres sous-traitants paraîtront."),
    )
    activity = ChoiceOf(
        label=_("Pour quelle activité"),
        required=False,
        help_text=_("Celle que vous avez confiée, et dont il fait une part."),
    )
    above = ChoiceOf(
        label=_("Travaille pour"),
        required=False,
        help_text=_("Un autre sous-traitant, s’il est de second rang."),
    )

    def __init__(self, *args: Any, reader: Actor, provider: Provider, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader).active().exclude(pk=provider.pk).order_by("name")
        self.offer("known", firms, empty=_("Aucun"))
        self.offer("activity", activities.visible_to(reader).active().order_by("name"))
        over = provider.subcontractors.order_by("name")
        self.offer("above", over, empty=_("Le prestataire lui-même"))


class SubcontractorNewForm(SubcontractorForm):
    is_discovered = forms.BooleanField(
        label=_("Découvert : personne ne l’avait déclaré"),
        required=False,
        help_text=_("Vu dans un courriel, une facture, une signature. Il reste signalé."),
    )


class SubcontractorChangeForm(SubcontractorForm, VersionedForm):
    pass


class DecisionForm(VersionedForm):
    state = forms.ChoiceField(
        label=_("Décision"),
        choices=[
            ("", REQUIRED_CHOICE),
            (SubcontractorState.ACCEPTED, _("L’accepter, et agréer ses conditions de paiement")),
            (SubcontractorState.REFUSED, _("Le refuser")),
            (SubcontractorState.DECLARED, _("Noter qu’il est maintenant déclaré")),
            (SubcontractorState.ENDED, _("Noter qu’il ne travaille plus")),
        ],
        help_text=_(
            "Loi du 31 décembre 1975, art. 3 : le client accepte chaque sous-traitant et agrée ses"
            " conditions de paiement. À faire valider par un conseil."
        ),
    )
    day = DateField(label=_("Le"), help_text=_("Le jour de l’écrit, ou de la fin."))
    reason = forms.CharField(
        label=_("Motif"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Obligatoire pour un refus."),
    )


class ProviderLinkForm(CompanyForm):
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("La personne du prestataire à qui vous remettez ce lien."),
    )
    days = forms.IntegerField(
        label=_("Durée, en jours"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Passé ce délai, le lien ne s’ouvre plus. De 1 à 400 jours."),
    )


class RefusalForm(CompanyForm):
    reason = forms.CharField(
        label=_("Pourquoi la refuser ?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le prestataire lit cette phrase derrière son lien."),
    )


class PersonForm(CompanyForm):
    """Somebody more, as the provider names them."""

    name = forms.CharField(label=_("Nom"), max_length=150, help_text=_("Prénom et nom."))
    role = forms.CharField(
        label=_("Rôle"),
        max_length=100,
        required=False,
        help_text=_("Ce pour quoi on l’appelle : chef de mission, astreinte…"),
    )
    email = forms.EmailField(
        label=_("Adresse électronique"), required=False, help_text=_("Celle du travail.")
    )
    phone = forms.CharField(
        label=_("Téléphone"), max_length=30, required=False, help_text=_("Celui du travail.")
    )
    arrived_date = DateField(
        label=_("Sur le dossier depuis le"),
        required=False,
        help_text=_("Laissez vide si vous ne savez plus."),
    )
