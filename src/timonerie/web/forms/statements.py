"""A statement of work: begun, named, its lines said, approved."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.organisation.queries import providers, units
from timonerie.domains.sourcing import statement_sentences
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import Activity, StatementLine, StatementOfWork
from timonerie.domains.sourcing.operations import statement_lines
from timonerie.domains.sourcing.operations.statement_lines import Said, WrongValues
from timonerie.domains.sourcing.operations.statements import LONGEST, SHORTEST
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.papers.words import Names
from timonerie.domains.sourcing.queries import reaching
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms import statement_values
from timonerie.web.forms.base import ChoiceOf, ChoicesOf, CompanyForm, Compared, VersionedForm


class _Named(CompanyForm):
    title = forms.CharField(
        label=_("Titre"),
        max_length=200,
        help_text=_("Ce que lira le prestataire en premier : « Paie des neuf sites, 2027 »."),
    )
    months = forms.IntegerField(
        label=_("Durée cherchée, en mois"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=36,
        help_text=_("Celle du contrat à venir : les prix seront comparés sur cette durée."),
    )
    provider = ChoiceOf(
        label=_("Prestataire en place"),
        required=False,
        help_text=_("Vide si personne ne fait ce travail dehors aujourd’hui."),
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reader = reader
        self.offer("provider", providers.visible_to(reader).active().order_by("name"))


class NewStatementForm(_Named):
    activities = ChoicesOf(
        label=_("Activités"),
        required=False,
        help_text=_("Ce que vous confiez ; sans activité, le modèle garde toutes ses lignes."),
    )
    sites = ChoicesOf(
        label=_("Sites servis"),
        required=False,
        help_text=_("Aucun coché : tous ceux où ces activités sont faites."),
    )

    def __init__(self, *args: Any, reader: Actor, on: Any, **options: Any) -> None:
        super().__init__(*args, reader=reader, **options)
        self.offer("activities", reaching.activities(reader, on=on).active())
        rows = units.visible_to(reader, on=on).active().filter(kind=UnitKind.SITE)
        self.offer("sites", rows.select_related("establishment").order_by("name"))


class StatementForm(VersionedForm, _Named):
    """Its name, its length, who serves it today."""


class LineForm(CompanyForm):
    """A line of one kind: its words, then the values of that kind alone."""

    title = forms.CharField(
        label=_("Intitulé"),
        max_length=statement_lines.LONGEST_TITLE,
        help_text=_("Une chose par ligne, en quelques mots."),
    )
    text = forms.CharField(
        label=_("Texte"),
        max_length=statement_lines.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Des phrases que l’on peut vérifier. Ce que vous ne savez pas encore :"
            " « [à compléter : quelle convention ?] »."
        ),
    )
    activity = ChoiceOf(
        label=_("Activité"),
        required=False,
        help_text=_("Vide si la ligne vaut pour tout le cahier."),
    )

    def __init__(
        self,
        *args: Any,
        kind: LineKind,
        activities: Any,
        volumes: Names,
        kept: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.kind, self.volumes, self.kept = kind, volumes, kept or {}
        self.offer("activity", activities)
        if not activities:
            del self.fields["activity"]
        self.fields |= statement_values.controls(kind, volumes=volumes, kept=self.kept)

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(
            title=data["title"],
            text=data["text"],
            activity=data.get("activity"),
            values=statement_values.said(self.kind, data, kept=self.kept),
        )

    def refuse(self, refusal: WrongValues) -> None:
        """Each fault beside the control that it is about."""
        for fault in refusal.faults:
            name = f"{statement_values.PREFIX}{fault.field.partition('.')[0]}"
            sentence = statement_sentences.value_fault(fault.code, field=fault.field)
            self.add_error(name if name in self.fields else None, sentence)


class LineChangeForm(VersionedForm, LineForm):
    """The same, of a line that somebody else may be changing."""

    def __init__(self, data: Any = None, *, line: StatementLine, **options: Any) -> None:
        kind = LineKind(line.kind)
        activity = line.activity.public_id if line.activity else None
        initial: dict[str, Any] = {"title": line.title, "text": line.text, "activity": activity}
        initial |= {"version": line.version, **statement_values.initial(kind, line.values)}
        super().__init__(data, kind=kind, initial=initial, kept=line.values, **options)

    def answer(self, error: Conflict, *, compared: Any = None) -> None:
        """Title and text as they are, values by their names and in words."""
        told = [
            one
            for each in error.both
            for one in (
                _values(self.kind, each.theirs, each.mine, self.volumes)
                if each.field == "values"
                else [Compared(each.label, str(each.theirs or "—"), str(each.mine or "—"))]
            )
        ]
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        super().answer(error, compared=compared or told)
        # Boxes of one name are several values, which a plain mapping would lose.
        typed["version"] = str(error.version)
        self.data = typed


class ApprovalForm(VersionedForm):
    note = forms.CharField(
        label=_("Ce qui change"),
        max_length=500,
        required=False,
        help_text=_("Une phrase pour qui a lu la version d’avant."),
    )
    reason = forms.CharField(
        label=_("Pourquoi approuver avec ces manques"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Demandé tant que quelque chose bloque ; la raison reste avec la version."),
    )


class TemplateForm(CompanyForm):
    file = forms.FileField(
        label=_("Votre modèle"), help_text=_("Un fichier .docx sans macro, de 10 Mo au plus.")
    )


def _values(kind: LineKind, theirs: Any, mine: Any, names: Names) -> list[Compared]:
    changed = [name for name in {**theirs, **mine} if theirs.get(name) != mine.get(name)]
    return [
        Compared(
            statement_words.value_name(kind, name),
            statement_words.value_of(kind, name, theirs.get(name), names) or "—",
            statement_words.value_of(kind, name, mine.get(name), names) or "—",
        )
        for name in changed
    ]


def activities_of(statement: StatementOfWork) -> Any:
    return Activity.objects.filter(statements__statement=statement).order_by("name")
