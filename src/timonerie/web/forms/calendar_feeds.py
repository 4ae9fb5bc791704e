"""A calendar to subscribe to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.web.forms.base import CompanyForm


class CalendarFeedForm(CompanyForm):
    label = forms.CharField(
        label=_("Où vous le lirez"),
        max_length=60,
        help_text=_("« Téléphone », « Agenda du bureau » : pour savoir lequel révoquer."),
    )
    alarms = forms.TypedMultipleChoiceField(
        label=_("Rappels"),
        required=False,
        coerce=int,
        choices=[(30, _("30 jours avant")), (7, _("7 jours avant")), (0, _("le jour même"))],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Votre agenda sonnera ces jours-là ; aucun, il reste muet."),
    )
