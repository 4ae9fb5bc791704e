"""Every component on one page, with invented data: what a page may be made of, and how it looks."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from timonerie.foundations.wording.states import State
from timonerie.web.access import public
from timonerie.web.pages import gallery_contracts
from timonerie.web.pages import gallery_samples as samples
from timonerie.web.responses import show


class SampleForm(forms.Form):
    name = forms.CharField(
        label=_("Nom de la source"), help_text=_("Comme vous l’appelez entre vous.")
    )
    zone = forms.ChoiceField(
        label=_("Fuseau horaire du fichier"),
        choices=[("Europe/Paris", _("Paris")), ("Indian/Reunion", _("La Réunion"))],
    )
    first = forms.DateField(label=_("Premier jour à lire"), required=False)
    keep = forms.BooleanField(
        label=_("Garder ces réglages pour le prochain fichier"), required=False
    )


class SampleFilters(forms.Form):
    site = forms.ChoiceField(
        label=_("Site"), choices=[("", _("tous")), ("lyon", "Lyon")], required=False
    )
    provider = forms.ChoiceField(label=_("Prestataire"), choices=[("", _("tous"))], required=False)
    since = forms.ChoiceField(
        label=_("Depuis"), choices=[("12", _("12 mois")), ("3", _("3 mois"))], required=False
    )


@public
def gallery(request: HttpRequest) -> HttpResponse:
    page = Paginator(range(1_284), 50).get_page(request.GET.get("page", 3))
    context = {
        "breadcrumbs": [
            {"label": _("Réglages"), "url": "#"},
            {"label": _("Composants"), "url": ""},
        ],
        "form": SampleForm({"name": "", "zone": "Europe/Paris", "first": "31/02/2025"}),
        "filters": SampleFilters({"site": "lyon"}),
        "page": page,
        "states": list(State),
        "figures": samples.FIGURES,
        "heat_map": samples.HEAT_MAP,
        "trend": samples.TREND,
        "comparison": samples.COMPARISON,
        "bars": samples.BARS,
        "scatter": samples.SCATTER,
        "ranges": samples.RANGES,
        "multiples": samples.MULTIPLES,
        "table": samples.TABLE,
        "empty_table": samples.EMPTY_TABLE,
        "timeline": samples.timeline(),
        "contract": gallery_contracts.contract(),
        "chips": samples.CHIPS,
        "tabs": samples.TABS,
        "details": samples.DETAILS,
        "steps": samples.STEPS,
    }
    return show(request, "gallery.html", context)
