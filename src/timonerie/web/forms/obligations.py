"""What is said of a level, a report, an obligation, a proof of a contract."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.obligation_enums import Anchor, Cadence, ObligationKind
from timonerie.domains.contracts.operations.obligations import (
    ObligationSaid,
    ProofSaid,
    ReportSaid,
)
from timonerie.domains.contracts.queries.obligations import Row
from timonerie.domains.organisation.queries import units
from timonerie.domains.sourcing import works
from timonerie.domains.sourcing.enums import Side
from timonerie.domains.sourcing.queries import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, DateField, VersionedForm

LONGEST = 2000
#: What comes last, whatever is said before.
_LAST = ("site", "start_date", "end_date")
_NAMED = ("site", "activity")
_TITLE = _("Une ligne que les deux parties reconnaissent : « Demandes tenues dans le délai ».")


def words(label: Any, help_text: Any, *, rows: int = 2) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST, required=False, widget=box
    )


class OwedForm(VersionedForm):
    """What any of them says; `row` is the one that changes, None for a new one."""

    SHAPE: ClassVar[Any]

    title = forms.CharField(label=_("Intitulé"), max_length=200, help_text=_TITLE)

    def __init__(
        self, data: Any = None, *, reader: Actor, row: Row | None = None, **initial: Any
    ) -> None:
        self.row = row
        super().__init__(data, initial=initial | ({} if row is None else self.told(row)))
        self.order_fields([*(one for one in self.fields if one not in _LAST), *_LAST])
        if row is None:
            self.initial.setdefault("version", 0)
        if "site" in self.fields:
            sites = units.visible_to(reader).sites().order_by("name")
            self.offer("site", sites, empty=_("tous les sites"))
        if "activity" in self.fields:
            named = Q(archived_at__isnull=True) | Q(pk=getattr(row, "activity_id", None))
            rows = activities.visible_to(reader).filter(named).order_by("name")
            self.offer("activity", rows, empty=_("toutes les activités du contrat"))

    def told(self, row: Row) -> dict[str, Any]:
        """What a row says, as the controls show it."""
        found = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        for name in _NAMED:
            one = found.get(name)
            found[name] = one.public_id if one is not None else None
        return found

    def said(self) -> Any:
        """What the controls say, in the shape of its kind; what the reader does not reach stays."""
        known = {one.name for one in fields(self.SHAPE)}
        held = {name: getattr(self.row, name, None) for name in _NAMED if name in self.fields}
        told = {**self.cleaned_data, **self.unseen(**held)}
        return self.SHAPE(**{name: one for name, one in told.items() if name in known})


class Stretched(forms.Form):
    """From when until when, and on whose calendar."""

    site = ChoiceOf(
        label=_("Site"),
        required=False,
        help_text=_("Celui dont le calendrier dit les jours ouvrés ; vide, celui du groupe."),
    )
    start_date = DateField(
        label=_("À partir du"),
        required=False,
        help_text=_("Vide, dès la prise d’effet du contrat."),
    )
    end_date = DateField(
        label=_("Jusqu’au"), required=False, help_text=_("Vide, tant que dure le contrat.")
    )


class ReportForm(OwedForm, Stretched):
    SHAPE = ReportSaid

    cadence = forms.ChoiceField(
        label=_("Périodicité"),
        choices=Cadence.choices,
        help_text=_("La période dont le rapport rend compte."),
    )
    day = forms.IntegerField(
        label=_("Dû combien de jours ouvrés après la période"),
        min_value=0,
        max_value=60,
        help_text=_(
            "D’usage : 5 pour la paie et l’informatique, 12 pour la comptabilité, 15 sinon."
        ),
    )
    grace_days = forms.IntegerField(
        label=_("Jours de grâce"),
        min_value=0,
        max_value=60,
        initial=0,
        help_text=_("Jours ouvrés de tolérance avant que le rapport soit en retard."),
    )
    content = words(_("Contenu attendu"), _("Ce que le rapport doit dire, rubrique par rubrique."))
    side = forms.ChoiceField(
        label=_("Dû par"),
        choices=Side.choices,
        initial=Side.THEIRS,
        help_text=_("Le prestataire, d’ordinaire ; nous, pour ce que nos sites lui remettent."),
    )


class ObligationForm(OwedForm, Stretched):
    SHAPE = ObligationSaid

    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=ObligationKind.choices,
        help_text=_("Ce qu’une partie remet, ce qu’elle livre, ou une réunion des deux."),
    )
    side = forms.ChoiceField(
        label=_("Dû par"),
        choices=Side.choices,
        help_text=_("Nous devons aussi : un retard du prestataire vient souvent d’une entrée."),
    )
    when = words(_("Quand, en mots"), _("Comme au contrat : « J-5 avant la paie, à 12 h »."))
    cadence = forms.ChoiceField(
        label=_("Périodicité"),
        required=False,
        choices=[("", _("une fois par mois, ou à l’événement")), *Cadence.choices],
        help_text=_("Au-delà du mois, c’est le dernier mois de la période qui compte."),
    )
    anchor = forms.ChoiceField(
        label=_("Le jour se compte"),
        required=False,
        choices=[("", _("pas encore : sans date")), *Anchor.choices],
        help_text=_("Sans cela l’obligation reste en mots et n’entre pas au calendrier."),
    )
    day = forms.IntegerField(
        label=_("Jour"),
        required=False,
        min_value=-40,
        max_value=40,
        help_text=_(
            "Jour du mois (-1 : le dernier), jours ouvrés avant (-5) ou après (3) l’événement, ou"
            " jour de la semaine (1 : lundi)."
        ),
    )
    event_day = forms.IntegerField(
        label=_("Jour du mois de l’événement"),
        required=False,
        min_value=-1,
        max_value=31,
        help_text=_("Le jour de paie, par exemple : 28, ou -1 pour le dernier jour du mois."),
    )
    hour = forms.CharField(
        label=_("Heure"),
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"type": "time"}),
        help_text=_("À l’heure du site ; vide, dans la journée."),
    )
    who = words(_("Qui"), _("Un poste ou un rôle, jamais les heures d’une personne."), rows=1)
    format = words(_("Forme"), _("Fichier, espace de dépôt, modèle à suivre."), rows=1)
    acceptance = words(_("Accepté si"), _("Ce qui fait dire qu’un livrable est bon."))
    activity = ChoiceOf(
        label=_("Activité"), required=False, help_text=_("Celle du contrat qu’elle concerne.")
    )


class ProofForm(OwedForm, Stretched):
    SHAPE = ProofSaid

    measure = forms.ChoiceField(
        label=_("Mesure"),
        required=False,
        help_text=_("Une mesure du catalogue, ou la vôtre dans l’intitulé."),
    )
    expected = words(_("Preuve attendue"), _("La pièce qui montre que la mesure est tenue."))
    when = words(_("Quand, en mots"), _("Comme au contrat : « chaque trimestre »."), rows=1)
    due_date = DateField(
        label=_("Prochaine preuve attendue le"),
        required=False,
        help_text=_("Passée cette date sans preuve nouvelle, elle est dite échue."),
    )

    def __init__(self, data: Any = None, *, reader: Actor, row: Row | None = None) -> None:
        super().__init__(data, reader=reader, row=row)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _now("autre mesure")), *_measures()]


class GivenProofForm(VersionedForm):
    """A proof that came."""

    given_on = DateField(label=_("Reçue le"), help_text=_("Le jour où vous l’avez eue en main."))
    text = words(_("Ce qui a été remis"), _("Le document, sa date, où il est rangé."))
    due_date = DateField(
        label=_("Prochaine preuve attendue le"),
        required=False,
        help_text=_("Vide si la mesure ne se prouve qu’une fois."),
    )


def _measures() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in works.measures():
        groups.setdefault(one.group, []).append((one.code, one.title))
    return groups.items()
