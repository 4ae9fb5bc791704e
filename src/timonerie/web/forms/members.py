from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import BusinessFunction, Provider, Unit
from timonerie.foundations.accounts.enums import Role
from timonerie.web.forms.base import (
    REQUIRED_CHOICE,
    ChoiceOf,
    CompanyForm,
    DateField,
    VersionedForm,
)


class MemberForm(CompanyForm):
    name = forms.CharField(label=_("Nom"), max_length=150)
    email = forms.EmailField(label=_("Adresse électronique"))
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=[("", REQUIRED_CHOICE), *Role.choices],
        help_text=_(
            "Un responsable de site ou d’équipe, un prestataire et un auditeur ne voient rien tant"
            " qu’un mandat ne dit pas ce qu’ils voient."
        ),
    )
    password = forms.CharField(
        label=_("Premier mot de passe"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Laissez vide pour une invitation : un lien à transmettre, par lequel la personne"
            " choisit le sien. Une personne qui a déjà un compte garde le sien."
        ),
    )
    start_date = DateField(label=_("Depuis le"))
    end_date = DateField(
        label=_("Jusqu’au"),
        required=False,
        help_text=_("Dernier jour, pour une mission à durée connue ; un auditeur en a un."),
    )


class MandateForm(CompanyForm):
    unit = ChoiceOf(label=_("Unité, et tout ce qui en dépend"), required=False)
    function = ChoiceOf(
        label=_("Fonction"),
        required=False,
        help_text=_(
            "Seules comptent alors les demandes dont l’activité relève de cette fonction, dans les"
            " chiffres comme dans les listes."
        ),
    )
    provider = ChoiceOf(label=_("Prestataire"), required=False)
    start_date = DateField(label=_("Depuis le"))
    end_date = DateField(label=_("Jusqu’au"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", Unit.objects.active().order_by("path"), empty=_("Toutes"))
        self.offer("function", BusinessFunction.objects.order_by("rank"), empty=_("Toutes"))
        self.offer("provider", Provider.objects.active().order_by("name"), empty=_("Tous"))


class RoleForm(VersionedForm):
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=Role.choices,
        help_text=_("Ses mandats restent : vérifiez qu’ils conviennent au nouveau rôle."),
    )
    end_date = DateField(
        label=_("Jusqu’au"),
        required=False,
        help_text=_("Dernier jour, pour une mission à durée connue ; un auditeur en a un."),
    )


class EndForm(VersionedForm):
    end_date = DateField(label=_("Dernier jour"))
