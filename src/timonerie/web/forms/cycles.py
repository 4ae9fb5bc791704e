"""The forms of the cycles, of their steps and of what is said done."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.queries import providers, seats, units
from timonerie.domains.reporting.cycle_enums import DueBase, Rhythm
from timonerie.domains.reporting.models import Cycle, CycleStep
from timonerie.domains.reporting.operations.cycle_links import MOST_DAYS, USUAL_DAYS
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.queries import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.amounts import CountField
from timonerie.web.forms.base import ChoiceOf, ChoicesOf, CompanyForm, DateField, VersionedForm


class CycleForm(CompanyForm):
    title = forms.CharField(
        label=_("Intitulé"),
        max_length=120,
        help_text=_("Comme vous en parlez : « Paie du mois », « Clôture »."),
    )
    provider = ChoiceOf(
        label=_("Prestataire"), help_text=_("Celui qui fait les étapes de l’autre côté.")
    )
    sites = ChoicesOf(
        label=_("Sites"),
        required=False,
        help_text=_("Un passage par site coché ; aucun, et le passage est celui de la société."),
    )
    start_date = DateField(
        label=_("À partir du"),
        help_text=_("La période qui contient ce jour s’ouvre la première, même passée."),
    )
    cadence = forms.ChoiceField(
        label=_("Rythme"),
        choices=Rhythm.choices,
        help_text=_("Avec le calendrier, ou à la main à chaque événement."),
    )
    activity = ChoiceOf(
        label=_("Activité"),
        required=False,
        help_text=_("Les chiffres que produisent les étapes portent son nom."),
    )
    makes_facts = forms.BooleanField(
        label=_("Ses étapes produisent des faits"),
        required=False,
        help_text=_(
            "Délais, ponctualité et reprises se calculent alors d’après les étapes. Laissez"
            " décoché si un fichier mesure déjà ce travail : rien ne doit compter deux fois."
        ),
    )

    def __init__(self, *args: Any, reader: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader, on=on).active().order_by("name")
        self.offer("provider", firms, empty=_("Choisissez…"))
        places = units.visible_to(reader, on=on).active().filter(kind=UnitKind.SITE)
        self.offer("sites", places.order_by("name"))
        known = activities.visible_to(reader, on=on).active().order_by("name")
        self.offer("activity", known, empty=_("Aucune"))

    def clean_sites(self) -> tuple[Any, ...]:
        return tuple(self.cleaned_data["sites"])


class CycleChangeForm(CycleForm, VersionedForm):
    pass


def initial(cycle: Cycle) -> dict[str, Any]:
    names = ("title", "start_date", "cadence", "makes_facts", "version")
    return {
        **{name: getattr(cycle, name) for name in names},
        "provider": cycle.provider.public_id,
        "activity": cycle.activity.public_id if cycle.activity else None,
        "sites": [one.site.public_id for one in cycle.sites.select_related("site")],
    }


class StepForm(VersionedForm):
    title = forms.CharField(
        label=_("Étape"), max_length=120, help_text=_("Ce qui est fait, en quelques mots.")
    )
    side = forms.ChoiceField(
        label=_("Qui la fait"),
        choices=Side.choices,
        help_text=_("De notre côté, ou du côté du prestataire."),
    )
    seat = ChoiceOf(
        label=_("Poste"),
        required=False,
        help_text=_("De notre côté : le poste qui la fait. Vide, c’est le site lui-même."),
    )
    provider = ChoiceOf(
        label=_("Autre prestataire"),
        required=False,
        help_text=_("De l’autre côté : si ce n’est pas le prestataire du cycle."),
    )
    base = forms.ChoiceField(
        label=_("Comptée depuis"),
        choices=DueBase.choices,
        help_text=_("Après l’étape précédente, le délai court du jour où elle est faite."),
    )
    days = forms.IntegerField(
        label=_("Jours ouvrés"),
        help_text=_(
            "2 pour deux jours ouvrés après, -6 pour six jours avant ; le quantième si vous comptez"
            " en jour du mois."
        ),
    )
    proof = forms.CharField(
        label=_("Preuve demandée"),
        max_length=200,
        required=False,
        help_text=_("Ce qui montre que c’est fait : un accusé, un journal, un accord écrit."),
    )
    noun = forms.CharField(
        label=_("Ce qu’elle remet, au pluriel"),
        max_length=60,
        required=False,
        help_text=_("« bulletins », « variables » : le mot des phrases qui expliquent."),
    )
    is_feminine = forms.BooleanField(
        label=_("Ce mot est féminin"),
        required=False,
        help_text=_("Pour l’accorder : « variables reçues », « bulletins repris »."),
    )
    returns_work = forms.BooleanField(
        label=_("Elle compte des reprises"),
        required=False,
        help_text=_("Qui la fait dit combien d’éléments ont dû être refaits."),
    )
    start_date = DateField(
        label=_("À partir du"),
        help_text=_("Vaut pour les périodes qui commencent ce jour-là ou après ; rien ne change"
                    " dans les passages ouverts."),
    )  # fmt: skip

    def __init__(self, *args: Any, reader: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        posts = seats.visible_to(reader, on=on).active().order_by("name")
        self.offer("seat", posts, empty=_("Le site"))
        firms = providers.visible_to(reader, on=on).active().order_by("name")
        self.offer("provider", firms, empty=_("Celui du cycle"))


def step_initial(step: CycleStep) -> dict[str, Any]:
    names = (
        *("title", "side", "base", "days", "proof", "noun", "is_feminine"),
        *("returns_work",),
    )
    return {
        **{name: getattr(step, name) for name in names},
        "seat": step.seat.public_id if step.seat else None,
        "provider": step.provider.public_id if step.provider else None,
    }


class RemoveStepForm(VersionedForm):
    start_date = DateField(
        label=_("À partir du"),
        help_text=_("Les passages déjà ouverts gardent cette étape."),
    )


class DoneForm(CompanyForm):
    """What comes with a step done; counts only where the step has some."""

    items = CountField(
        label=_("Nombre remis"),
        required=False,
        min_value=0,
        help_text=_("Combien d’éléments : bulletins, factures, écritures."),
    )
    redone = CountField(
        label=_("Dont reprises"),
        required=False,
        min_value=0,
        help_text=_("Combien ont dû être refaits. 0 si aucun ; vide si vous ne savez pas."),
    )
    reason = forms.CharField(
        label=_("Motif"),
        max_length=300,
        required=False,
        help_text=_("Pourquoi des reprises, ou un retard, sans nommer personne."),
    )
    given = forms.CharField(
        label=_("Preuve"),
        max_length=300,
        required=False,
        help_text=_("Un numéro d’accusé, une référence, l’endroit où elle se trouve."),
    )

    def __init__(self, *args: Any, returns_work: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not returns_work:
            del self.fields["items"], self.fields["redone"]


class ReasonForm(CompanyForm):
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=300,
        required=False,
        help_text=_("Une phrase que l’autre côté lira aussi, sans nommer personne."),
    )


class EventForm(CompanyForm):
    day = DateField(
        label=_("Jour de l’événement"),
        help_text=_("Le premier jour de présence, ou le dernier : les étapes se comptent autour."),
    )
    reference = forms.CharField(
        label=_("Référence"),
        max_length=30,
        help_text=_("Jamais un nom : « ARR-2026-014 ». Vous seul savez de qui il s’agit."),
    )
    site = ChoiceOf(label=_("Site"), required=False, help_text=_("Où l’événement a lieu."))

    def __init__(self, *args: Any, cycle: Cycle, **options: Any) -> None:
        super().__init__(*args, **options)
        places = Unit.objects.filter(cycles__cycle=cycle, archived_at__isnull=True)
        self.offer("site", places.order_by("name"), empty=_("La société"))
        if not places.exists():
            del self.fields["site"]


class LinkForm(CompanyForm):
    holder = forms.ChoiceField(
        label=_("Pour qui"),
        help_text=_("Le lien ne montre et ne permet que les étapes de ce côté."),
    )
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("La personne à qui vous remettez ce lien, pour vous y retrouver."),
    )
    days = forms.IntegerField(
        label=_("Durée, en jours"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Passé ce délai, le lien ne s’ouvre plus. De 1 à 120 jours."),
    )

    def __init__(self, *args: Any, holders: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = holders
