"""What each site tells of its week, and what its provider says beside a figure."""

from collections.abc import Callable
from typing import Any

from tests.factories import flashes
from tests.factories import voices as factory
from tests.factories.figures import NOW
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.reporting.models import Flash, FlashNeed
from timonerie.domains.reporting.operations import flash_needs, replies
from timonerie.foundations.accounts.actors import Actor

Named = Callable[[str], str]


def of(by: Actor, site: Unit, firm: Provider, *, named: Named) -> dict[str, Any]:
    """By parameter of an address; several variants may stand at the same site, whose week is told
    once."""
    known = Flash.objects.filter(unit=site).first()
    if known is None:
        said = flashes.said(named("fait"), alert=named("alerte"), need=named("besoin"))
        known = flashes.filed(by, site, at=NOW, what=said)
        need = FlashNeed.objects.select_related("unit").get(unit=site)
        flash_needs.answer(by=by, at=NOW, need=need, version=need.version, text=named("réponse"))
    about = factory.figure(firm, site)
    reply = replies.say(by=by, at=NOW, about=about, text=named("parole"))
    return {
        "place": site,
        "flash": known,
        "need": FlashNeed.objects.get(unit=site),
        "reply": reply,
        "voice_link": flashes.link(by, site, at=NOW).link,
    }
