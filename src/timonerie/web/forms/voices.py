"""The forms of what providers and sites say beside the figures, and of what they think of us."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.reporting.catalogue import rating
from timonerie.domains.reporting.models.replies import LONGEST
from timonerie.domains.reporting.operations.ratings import LONGEST as LONGEST_REMARK
from timonerie.domains.reporting.operations.voice_links import MOST_DAYS, USUAL_DAYS
from timonerie.web.forms.base import CompanyForm, VersionedForm

LEFT_OUT = ""


class ReplyForm(CompanyForm):
    text = forms.CharField(
        label=_("Votre réponse"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Elle se lit à côté du chiffre, partout où il paraît : écrans, exports, papiers. 600"
            " caractères au plus, sans nommer de personne."
        ),
    )


class ReplyChangeForm(ReplyForm, VersionedForm):
    pass


class VoiceLinkForm(CompanyForm):
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("La personne à qui vous remettez ce lien, pour vous y retrouver."),
    )
    days = forms.IntegerField(
        label=_("Durée pour répondre, en jours"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Passé ce délai, le lien ne s’ouvre plus. De 1 à 120 jours."),
    )


class RatingLinkForm(VoiceLinkForm):
    year = forms.IntegerField(
        label=_("Année"),
        min_value=2000,
        max_value=2200,
        help_text=_("Celle dont le prestataire parle : une note par an."),
    )

    field_order = ("year", "recipient", "days")


class RatingForm(CompanyForm):
    """One question a line, from 0 to 10; any may be left out."""

    remark = forms.CharField(
        label=_("Ce que nous devrions changer d’abord"),
        max_length=LONGEST_REMARK,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lu tel quel par l’entreprise, sous le nom de votre société."),
    )

    def __init__(self, *args: Any, known: Mapping[str, int] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        values = [(str(value), str(value)) for value in range(rating.LEAST, rating.MOST + 1)]
        for one in rating.questions():
            told = (known or {}).get(one.code)
            self.fields[one.code] = forms.ChoiceField(
                label=_now(one.question),
                required=False,
                choices=[(LEFT_OUT, _now("je ne réponds pas")), *values],
                initial="" if told is None else str(told),
                help_text=_("De 0, pas du tout, à 10, tout à fait."),
            )
        self.order_fields([*(one.code for one in rating.questions()), "remark"])

    def answers(self) -> dict[str, int]:
        data = self.cleaned_data
        return {one.code: int(data[one.code]) for one in rating.questions() if data[one.code]}
