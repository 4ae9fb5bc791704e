"""What is said of a signal: what it is worth, who follows it; and how many alerts are accepted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import seats
from timonerie.domains.signals.enums import Triage
from timonerie.domains.signals.models import WeakSignal
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, CompanyForm, DateField, VersionedForm

REASON = _("Ce qui a bougé, et pourquoi cela ne compte pas. Demandé pour un bruit.")


class SortForm(forms.Form):
    """Several signals at once."""

    state = forms.ChoiceField(label=_("Trier la sélection"), choices=Triage.choices)
    reason = forms.CharField(label=_("Motif"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"state": Triage.WATCH})
        super().__init__(*args, **options)


class DecideForm(VersionedForm):
    state = forms.ChoiceField(label=_("Ce que vaut ce signal"), choices=Triage.choices)
    reason = forms.CharField(label=_("Motif"), max_length=300, required=False, help_text=REASON)
    owner = ChoiceOf(label=_("Suivi par"), required=False)
    due_date = DateField(label=_("À décider pour le"), required=False)

    def __init__(self, *args: Any, reader: Actor, signal: WeakSignal, **options: Any) -> None:
        options["initial"] = {
            "version": signal.version,
            "state": signal.state,
            "reason": signal.reason,
            "owner": signal.owner and signal.owner.public_id,
            "due_date": signal.due_date,
        } | options.get("initial", {})
        super().__init__(*args, **options)
        rows = seats.visible_to(reader).active().select_related("unit").order_by("name")
        self.offer("owner", rows, empty=_("personne encore"))


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Ajouter une note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lue par tous ceux qui voient le signal."),
    )


class DialForm(CompanyForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    alerts_a_week = forms.FloatField(
        label=_("Au plus N alertes par semaine, pour toute la société"),
        min_value=0.01,
        max_value=50,
        localize=True,
        help_text=_("De 0,01 à 50. Par défaut : 5."),
    )
    allows_more = forms.BooleanField(
        label=_("Accepter plus d’une fausse alerte par sujet en dix ans"),
        required=False,
        help_text=_(
            "Un sujet est un indicateur d’un prestataire, tous sites ensemble. Sans cette case,"
            " chacun reste à une fausse alerte en dix ans au plus, même si le nombre ci-dessus en"
            " permettrait davantage."
        ),
    )
