from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import providers, seats, units
from timonerie.domains.sourcing import catalogue
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import (
    REQUIRED_CHOICE,
    ChoiceOf,
    CompanyForm,
    DateField,
    VersionedForm,
)

CRITICALITY = [
    (1, _("1 : faible")),
    (2, _("2 : moyenne")),
    (3, _("3 : forte")),
    (4, _("4 : vitale")),
]


class ActivityForm(CompanyForm):
    name = forms.CharField(
        label=_("Nom"),
        max_length=200,
        help_text=_("Ce qui est fait, comme on le dit chez vous : « Relance des clients »."),
    )
    function = ChoiceOf(
        label=_("Fonction"),
        required=False,
        help_text=_("Celle du siège dont elle relève ; un mandat par fonction la montre."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        required=False,
        help_text=_("Celui que portent vos fichiers. Laissé vide, le nom sert de code."),
    )
    accountable = ChoiceOf(
        label=_("Poste responsable"),
        required=False,
        help_text=_("Un poste de l’entreprise : un prestataire exécute, il ne répond pas."),
    )
    criticality = forms.TypedChoiceField(
        label=_("Criticité"),
        choices=CRITICALITY,
        coerce=int,
        initial=2,
        help_text=_("Ce que coûterait un arrêt de cinq jours."),
    )
    frequency = forms.CharField(
        label=_("Fréquence"),
        max_length=60,
        required=False,
        help_text=_("Par exemple : mensuelle, continue, à chaque événement."),
    )
    volume_unit = forms.CharField(
        label=_("Unité de volume"),
        max_length=60,
        required=False,
        help_text=_("Ce que l’on compte : bulletins, tickets, factures…"),
    )
    note = forms.CharField(
        label=_("Point d’attention"),
        max_length=300,
        required=False,
        help_text=_("Ce qu’il ne faut pas oublier en la confiant ou en la reprenant."),
    )
    catalogue_code = forms.ChoiceField(
        label=_("Ligne du catalogue"),
        required=False,
        help_text=_(
            "Celle qui lui ressemble : la grille part de ses notes et garde ses vetos."
            " Vous les changez ensuite."
        ),
    )

    def __init__(self, *args: Any, reader: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("function", units.functions_visible_to(reader), empty=_("Aucune"))
        rows = seats.visible_to(reader).active().select_related("unit").order_by("name")
        self.offer("accountable", rows, empty=_("Personne pour l’instant"))
        lines = self.fields["catalogue_code"]
        assert isinstance(lines, forms.ChoiceField)
        lines.choices = [("", _now("Aucune")), *_lines_by_function()]


def _lines_by_function() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    names = {function.code: function.name for function in units.functions()}
    for code, lines in groupby(catalogue.lines(), key=lambda line: line.function):
        yield names.get(code, code), [(line.code, _now(line.name)) for line in lines]


class ActivityChangeForm(ActivityForm, VersionedForm):
    pass


class AssignmentForm(VersionedForm):
    unit = ChoiceOf(label=_("Pour"), help_text=_("Le site ou l’équipe dont c’est le travail."))
    provider = ChoiceOf(
        label=_("Servie par"), required=False, help_text=_("Qui la fait aujourd’hui.")
    )
    start_date = DateField(
        label=_("À partir du"),
        help_text=_("Celui qui servait jusque-là s’arrête la veille ; l’historique reste."),
    )

    def __init__(self, *args: Any, reader: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = units.visible_to(reader).active().order_by("path")
        self.offer("unit", places, empty=REQUIRED_CHOICE)
        firms = providers.visible_to(reader).active().order_by("name")
        self.offer("provider", firms, empty=_("L’entreprise elle-même"))


class EndForm(VersionedForm):
    end_date = DateField(
        label=_("Dernier jour"), help_text=_("Compris ; personne ne la sert le lendemain.")
    )
