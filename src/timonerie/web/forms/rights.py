from typing import Any

from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import BusinessFunction, Provider, Unit
from timonerie.web.forms.base import ChoiceOf, CompanyForm


class RightsForm(CompanyForm):
    """Whose readers are asked for."""

    unite = ChoiceOf(label=_("Unité"), required=False)
    fonction = ChoiceOf(label=_("Fonction"), required=False)
    prestataire = ChoiceOf(label=_("Prestataire"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unite", Unit.objects.active().order_by("path"), empty=_("N’importe laquelle"))
        self.offer(
            "fonction", BusinessFunction.objects.order_by("rank"), empty=_("N’importe laquelle")
        )
        self.offer(
            "prestataire", Provider.objects.active().order_by("name"), empty=_("N’importe lequel")
        )
