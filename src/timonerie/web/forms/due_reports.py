"""The forms of the reports: answered, judged, asked for by a link; the rules of the group."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.obligation_enums import Cadence
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.queries import units
from timonerie.domains.reporting.catalogue import report_models
from timonerie.domains.reporting.models import ReportDraft
from timonerie.domains.reporting.operations import report_checks, report_files, report_links
from timonerie.domains.reporting.operations.report_filing import LONGEST_COMMENT, Given, Unread
from timonerie.domains.reporting.rules.report_values import Field
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import (
    REQUIRED_CHOICE,
    ChoicesOf,
    CompanyForm,
    DateField,
    VersionedForm,
)

LONGEST_VALUE = 2000


class ReportForm(CompanyForm):
    """One field for each that the model asks, named `f-` and its code. `version` is that of the
    draft that was seen, 0 for none. What was said last time is never filled in."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    comment = forms.CharField(
        label=_("Commentaire du mois"),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Ce qui explique les chiffres de cette période ; le mois passé n’est pas repris."
        ),
    )
    reason = forms.CharField(
        label=_("Pourquoi cette correction"),
        max_length=report_checks.LONGEST_REASON,
        required=False,
        help_text=_("Une phrase : elle reste à côté de la version d’avant."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        asked: Sequence[Field],
        draft: ReportDraft | None = None,
        before: Mapping[str, str] | None = None,
        is_correction: bool = False,
    ) -> None:
        super().__init__(data, initial=_initial(draft, before or {}))
        self.asked = asked
        self.order_fields(["version"])
        for one in asked:
            if one.kind != "file":
                self.fields[f"f-{one.code}"] = _field(one)
        if not is_correction:
            del self.fields["reason"]
        comment = self.fields.pop("comment")
        reason = self.fields.pop("reason", None)
        self.fields["comment"] = comment
        if reason is not None:
            self.fields["reason"] = reason

    def given(self) -> Given:
        """What was typed, once the form is valid."""
        data = self.cleaned_data
        values = {name[2:]: data[name] for name in data if name.startswith("f-")}
        return Given(values=values, comment=data["comment"], reason=data.get("reason", ""))

    def tell(self, refusal: Unread) -> None:
        """Each fault beside its field."""
        for code, message in refusal.faults:
            name = f"f-{code}"
            self.add_error(name if name in self.fields else None, message)


def _field(one: Field) -> forms.Field:
    label = f"{one.label} ({one.unit})" if one.unit else one.label
    told: dict[str, Any] = {"label": label, "help_text": one.help, "required": False}
    if one.kind == "choice":
        choices = [("", REQUIRED_CHOICE), *((word, word) for word in one.choices)]
        return forms.ChoiceField(choices=choices, **told)
    if one.kind == "text":
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(max_length=LONGEST_VALUE, widget=area, **told)
    line = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(max_length=60, widget=line, **told)


def _initial(draft: ReportDraft | None, before: Mapping[str, str]) -> dict[str, Any]:
    """The draft; else, for a correction, the figures of the version that it corrects."""
    values = draft.values if draft else before
    told: dict[str, Any] = {f"f-{code}": text for code, text in values.items()}
    if draft is not None:
        told |= {"comment": draft.comment, "reason": draft.reason}
    return {**told, "version": draft.version if draft else 0}


class TextForm(CompanyForm):
    text = forms.CharField(
        label=_("Votre message"),
        max_length=report_checks.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Des faits, ce que vous attendez et pour quand. Il reste à côté du rapport."),
    )


class JudgeForm(TextForm):
    """With the version of the report that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SentForm(CompanyForm):
    on = DateField(
        label=_("Remis le"),
        help_text=_("Le jour où l’envoi est parti, ou a été reçu."),
    )

    def __init__(self, data: Any = None, *, day: date | None = None) -> None:
        super().__init__(data, initial={"on": day or timezone.localdate()})


class FileForm(CompanyForm):
    """A file joined to the draft, for a field or for the whole."""

    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("PDF, DOCX, XLSX, PNG ou JPEG, 20 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(report_files.KINDS)}),
    )
    field = forms.CharField(
        label=_("Pour"),
        required=False,
        help_text=_("Le champ que ce fichier remplit, ou le rapport entier."),
        widget=forms.Select,
    )


class SheetForm(CompanyForm):
    file = forms.FileField(
        label=_("Formulaire rempli"),
        help_text=_("Le modèle téléchargé ici, XLSX ou CSV. Il est lu, puis remis s’il est juste."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ReportLinkForm(CompanyForm):
    recipient = forms.CharField(
        label=_("À qui vous le remettez"),
        max_length=150,
        help_text=_("La personne qui répondra : elle seule doit tenir ce lien."),
    )
    days = forms.IntegerField(
        label=_("Valable, en jours"),
        min_value=1,
        max_value=report_links.MOST_DAYS,
        initial=report_links.USUAL_DAYS,
        help_text=_("De 1 à 120. Passé ce temps, il n’ouvre plus rien ; ce qui est venu reste."),
    )


class BindingForm(VersionedForm):
    model = forms.ChoiceField(
        label=_("Modèle de contenu"),
        required=False,
        help_text=_("Ce que le rapport demande. Vide : deviné d’après les fonctions du contrat."),
    )
    recipient = forms.CharField(
        label=_("À qui s’adresser"),
        max_length=150,
        required=False,
        help_text=_("La personne que les rappels nomment."),
    )
    email = forms.EmailField(
        label=_("Son adresse électronique"),
        required=False,
        help_text=_("Vide : un contact du prestataire, les personnes clés d’abord."),
    )

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["model"].choices = [("", _("Deviné")), *_models()]  # type: ignore[attr-defined]


class RuleForm(CompanyForm):
    title = forms.CharField(
        label=_("Intitulé"),
        max_length=200,
        help_text=_("Ce que le site remet : « Point mensuel du site »."),
    )
    cadence = forms.ChoiceField(
        label=_("Périodicité"),
        choices=Cadence.choices,
        initial=Cadence.MONTHLY,
        help_text=_("Une période s’ouvre à son premier jour."),
    )
    day = forms.IntegerField(
        label=_("Jour ouvré après la période"),
        min_value=0,
        max_value=60,
        initial=5,
        help_text=_("5 pour « J+5 », compté sur le calendrier de chaque site."),
    )
    grace_days = forms.IntegerField(
        label=_("Jours de grâce"),
        min_value=0,
        max_value=60,
        initial=1,
        help_text=_("Jours ouvrés de plus avant d’être en retard."),
    )
    model = forms.ChoiceField(
        label=_("Modèle de contenu"),
        help_text=_("Ce que le rapport demande ; une période ouverte garde le sien."),
    )
    start_date = DateField(
        label=_("À partir du"),
        help_text=_("Les périodes qui commencent avant gardent les termes d’avant."),
    )
    sites = ChoicesOf(
        label=_("Sites concernés"),
        required=False,
        help_text=_("Aucun coché : tous les sites, ceux à venir compris."),
    )

    def __init__(self, data: Any = None, *, reader: Actor, on: date, **options: Any) -> None:
        options.setdefault("initial", {"start_date": on.replace(day=1)})
        super().__init__(data, **options)
        self.fields["model"].choices = _models()  # type: ignore[attr-defined]
        rows = units.visible_to(reader, on=on).active().filter(kind=UnitKind.SITE)
        self.offer("sites", rows.order_by("name"))


class RuleChangeForm(RuleForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def _models() -> list[tuple[str, str]]:
    return [(one.code, one.title) for one in report_models.models()]
