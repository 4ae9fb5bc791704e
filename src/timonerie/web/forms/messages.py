"""What somebody receives, and when they are away."""

from typing import Any

from django import forms
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from timonerie.domains.publications.models import MessageChoice
from timonerie.web.forms.base import CompanyForm, DateField, VersionedForm


class MessageChoiceForm(VersionedForm):
    weekly = forms.BooleanField(
        label=_("Le courrier du lundi"),
        required=False,
        help_text=_("À huit heures : ce que vous avez à décider, et la semaine qui vient."),
    )
    daily = forms.BooleanField(
        label=_("Le récapitulatif des autres jours"),
        required=False,
        help_text=_("Seulement quand quelque chose de nouveau attend votre décision."),
    )
    quiet_days = forms.TypedMultipleChoiceField(
        label=_("Jours sans message"),
        required=False,
        coerce=int,
        choices=list(dates.WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Les jours fériés de votre société le sont déjà."),
    )

    def __init__(self, *args: Any, choice: MessageChoice, **options: Any) -> None:
        options["initial"] = {
            "version": choice.version,
            "weekly": choice.weekly,
            "daily": choice.daily,
            "quiet_days": choice.quiet_days,
        }
        super().__init__(*args, **options)


class AbsenceForm(CompanyForm):
    start_date = DateField(label=_("Du"), help_text=_("Le premier jour où vous ne lirez rien."))
    end_date = DateField(label=_("Au"), help_text=_("Le dernier, compris."))
    deputy = forms.EmailField(
        label=_("Qui lit à votre place"),
        required=False,
        help_text=_(
            "Son adresse, telle qu’elle sert à ouvrir une session ici. Cette personne lira ce que"
            " ses propres droits lui montrent. Sans personne, rien ne part."
        ),
    )
