"""The filters of the list of facts, as a form that the address carries."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance.queries import definitions, progress
from timonerie.foundations.wording import months
from timonerie.web.access import CompanyRequest
from timonerie.web.arrangements import CHOSEN
from timonerie.web.pages.fact_filters import KINDS, Filters
from timonerie.web.readings import Names

Choices = list[tuple[str, str]]
#: What the bar does not show, and must not lose.
_KEPT = ("activite", "equipe", "tri", "colonnes", *(word for word in KINDS if word != "mois"))


class FilterForm(forms.Form):
    """Site, provider, month, indicator; what else the address says goes along, hidden."""

    indicateur = forms.ChoiceField(label=gettext_lazy("Indicateur"), required=False)
    mois = forms.ChoiceField(label=gettext_lazy("Mois"), required=False)
    site = forms.ChoiceField(label=gettext_lazy("Site"), required=False)
    prestataire = forms.ChoiceField(label=gettext_lazy("Prestataire"), required=False)

    @classmethod
    def of(cls, request: CompanyRequest, filters: Filters, names: Names) -> "FilterForm":
        """The bar as the address fills it, with what the reader may choose."""
        form = cls(initial=_initial(filters, names), auto_id="filtre-%s")
        seen = reach(request.actor, on=timezone.localdate())
        form._offer("indicateur", ((one.metric.code, one.metric.label) for one in _indicators()))
        form._offer("mois", ((f"{one:%Y-%m}", months.month_label(one)) for one in _months()))
        units = Unit.objects.filter(kind__in=["region", "site"]).order_by("-kind", "name")
        if seen.unit_ids is not None:
            units = units.filter(pk__in=seen.unit_ids)
        form._offer("site", _public(units.values_list("public_id", "name")))
        providers = Provider.objects.order_by("name")
        if seen.provider_ids is not None:
            providers = providers.filter(pk__in=seen.provider_ids)
        form._offer("prestataire", _public(providers.values_list("public_id", "name")))
        kept = {name: ",".join(filters.query.getlist(name)) for name in _KEPT}
        for name, value in {CHOSEN: "1", **kept}.items():
            if value:
                form.fields[name] = forms.CharField(
                    widget=forms.HiddenInput, initial=value, required=False
                )
        return form

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        offered: Choices = [("", _("Tous")), *choices]
        field.choices = offered


def _initial(filters: Filters, names: Names) -> dict[str, Any]:
    unit = names.units[filters.unit][0] if filters.unit is not None else ""
    provider = names.providers[filters.provider][0] if filters.provider is not None else ""
    month = f"{filters.start:%Y-%m}" if filters.start and filters.kind == "month" else ""
    return {
        "indicateur": filters.indicator,
        "mois": month,
        "site": str(unit),
        "prestataire": str(provider),
    }


def _indicators() -> list[definitions.Definition]:
    return [one for one in definitions.known() if one.indicator.shown]


def _months() -> list[Any]:
    return progress.periods_with_results(kind="month")[:60]


def _public(rows: Iterable[tuple[UUID, str]]) -> Iterable[tuple[str, str]]:
    return ((str(public_id), name) for public_id, name in rows)
