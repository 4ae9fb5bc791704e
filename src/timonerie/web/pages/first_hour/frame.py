"""What the pages of the first hour share: who asks, and the way back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.web.access import CompanyRequest
from timonerie.web.first_hour.sheet.shapes import Asked
from timonerie.web.pages.settings.frame import Crumb, url


def asked_of(request: CompanyRequest) -> Asked:
    return Asked(actor=request.actor, company=request.company, on=timezone.localdate())


def crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    home = {"label": _("Vos fichiers"), "url": url(request, "first-hour")}
    return [home, *({"label": label, "url": link} for label, link in steps)]
