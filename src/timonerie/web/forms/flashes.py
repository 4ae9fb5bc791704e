"""The forms of the flash of a site, of what it needs, and of when it is due."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import seats
from timonerie.domains.reporting.operations import flash_checks as checks
from timonerie.domains.reporting.operations.flash_checks import Said
from timonerie.domains.reporting.operations.flash_needs import LONGEST_ANSWER
from timonerie.domains.reporting.operations.flashes import LONGEST_REASON
from timonerie.domains.reporting.operations.voice_links import FLASH_DAYS, MOST_FLASH_DAYS
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField, VersionedForm

WEEKDAYS = (
    (0, _("lundi")),
    (1, _("mardi")),
    (2, _("mercredi")),
    (3, _("jeudi")),
    (4, _("vendredi")),
    (5, _("samedi")),
    (6, _("dimanche")),
)


def _line(label: Any, help_text: Any, longest: int, **attrs: Any) -> forms.CharField:
    """A field that a phone lets one dictate."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "sentences", **attrs}),
    )


class FlashForm(CompanyForm):
    """Three facts, three figures, an alert, a need. `key` tells one sending from another."""

    all_optional = True
    """No field is compulsory: the page says so once, and no label does."""

    fact_1 = _line(
        _("Premier fait"), _("Ce qui a compté cette semaine, en une phrase."), checks.LONGEST_FACT
    )
    fact_2 = _line(
        _("Deuxième fait"), _("Un autre, s’il y en a un. Ne nommez personne."), checks.LONGEST_FACT
    )
    fact_3 = _line(_("Troisième fait"), _("Le dernier : trois suffisent."), checks.LONGEST_FACT)
    alert = _line(
        _("Une alerte"),
        _("Ce qui peut mal tourner bientôt. Vide s’il n’y en a pas."),
        checks.LONGEST,
    )
    need = _line(
        _("Un besoin"),
        _("Ce que vous demandez au siège : il reçoit une réponse, ou un poste qui le porte."),
        checks.LONGEST,
    )
    week = forms.DateField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    field_order: Sequence[str] = ("fact_1", "fact_2", "fact_3", "alert", "need", "week", "key")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for rank in range(1, checks.MOST + 1):
            self.fields[f"label_{rank}"] = forms.CharField(
                label=_now("Chiffre %(rank)s") % {"rank": rank},
                max_length=checks.LONGEST_LABEL,
                required=False,
                help_text=_("Ce qu’il mesure ; gardé d’une semaine à l’autre."),
            )
            self.fields[f"value_{rank}"] = forms.CharField(
                label=_("Valeur"),
                max_length=30,
                required=False,
                help_text=_("12, 12,5 ou 1 250."),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"unit_{rank}"] = forms.CharField(
                label=_("Unité"),
                max_length=checks.LONGEST_UNIT,
                required=False,
                help_text=_("k€, pièces, %…"),
            )

    def said(self) -> Said:
        return checks.of_document(self.cleaned_data)

    @property
    def facts(self) -> list[BoundField]:
        return [self[f"fact_{rank}"] for rank in range(1, checks.MOST + 1)]

    @property
    def figures(self) -> Iterator[list[BoundField]]:
        """One line each: what it measures, how much, in what."""
        for rank in range(1, checks.MOST + 1):
            yield [self[f"{part}_{rank}"] for part in ("label", "value", "unit")]


class CorrectionForm(FlashForm):
    all_optional = False

    reason = forms.CharField(
        label=_("Pourquoi vous corrigez"),
        max_length=LONGEST_REASON,
        help_text=_("En une ligne : ce que vous aviez dit reste lisible à côté."),
    )


class AnswerForm(VersionedForm):
    text = forms.CharField(
        label=_("Réponse"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le site la lit en ouvrant son prochain flash."),
    )


class OwnForm(VersionedForm):
    owner = ChoiceOf(
        label=_("Poste qui le porte"),
        help_text=_("Qui s’en occupe, s’il n’y a pas encore de réponse à donner."),
    )
    due_date = DateField(
        label=_("Pour le"), help_text=_("Le jour où le site doit avoir une réponse.")
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("owner", seats.visible_to(reader).active().order_by("name"))


class RuleForm(CompanyForm):
    weekday = forms.TypedChoiceField(
        label=_("Jour"),
        choices=WEEKDAYS,
        coerce=int,
        help_text=_("Si un site est fermé ce jour-là : son dernier jour ouvré d’avant."),
    )
    hour = forms.IntegerField(
        label=_("Heure"),
        min_value=0,
        max_value=23,
        help_text=_("À l’heure de chaque site, de 0 à 23."),
    )
    start = DateField(
        label=_("À partir du"),
        help_text=_("Les semaines commencées avant gardent leur échéance."),
    )


class LinkForm(CompanyForm):
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("La personne ou l’affiche à qui vous remettez ce lien, pour vous y retrouver."),
    )
    days = forms.IntegerField(
        label=_("Durée, en jours"),
        min_value=1,
        max_value=MOST_FLASH_DAYS,
        initial=FLASH_DAYS,
        help_text=_("Passé ce délai, le lien ne s’ouvre plus. De 1 à 400 jours."),
    )


def initial(
    said: Mapping[str, Any] | None,
    *,
    draft: Mapping[str, str],
    labels: Sequence[tuple[str, str]],
    week: date,
    key: str,
) -> dict[str, Any]:
    """What the form shows: what was begun, else what is corrected, else the names of the figures
    that the site said last, without their values."""
    named: dict[str, str] = {}
    for rank, (label, unit) in enumerate(labels, start=1):
        named |= {f"label_{rank}": label, f"unit_{rank}": unit}
    told = checks.to_document(said) if said else {}
    return {**named, **told, **draft, "week": week, "key": key}
