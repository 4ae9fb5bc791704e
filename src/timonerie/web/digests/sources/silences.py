"""Silent sites and late providers: what should have come and did not."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.queries import duties
from timonerie.domains.facts.queries import deliveries
from timonerie.domains.organisation.models import Provider
from timonerie.domains.performance.rules import Group
from timonerie.foundations.wording import formats
from timonerie.web.digests.reader import Item, Reader
from timonerie.web.digests.registry import register

TITLE = _("Sites muets, prestataires en retard")


@register(title=TITLE, order=20, permission="import.read")
def sites(reader: Reader) -> Iterator[Item]:
    """The sites of which something is missing in the month of the figures, by name."""
    scene, desk = reader.scene, reader.scene.desk
    for unit in scene.sites if desk else ():
        assert desk is not None
        group = Group(unit=unit, provider=scene.own.provider)
        if desk.board.silence(group, kind="month", start=desk.month.start) == "missing":
            public_id, name = desk.names.units[unit]
            words = {"site": name, "month": desk.month.label}
            yield Item(
                gettext("%(site)s : tout n’est pas arrivé pour %(month)s") % words,
                path=reverse("site", args=[reader.slug, public_id]),
            )


@register(title=TITLE, order=21, permission="import.read")
def files(reader: Reader) -> Iterator[Item]:
    """The sources that usually have sent by now."""
    scene = reader.scene
    for one in deliveries.awaited(scene.files, zone=scene.zone):
        if one.next.is_late(reader.on):
            words = {"day": formats.day(one.next.due)}
            yield Item(
                gettext("Fichier en retard : %(source)s") % {"source": one.source_name},
                gettext("attendu vers le %(day)s") % words,
                reverse("imports", args=[reader.slug]),
            )


@register(title=TITLE, order=22, permission="duty.read")
def papers(reader: Reader) -> Iterator[Item]:
    """The providers whose legal documents are over or missing, those that owe most first."""
    owed: Counter[Provider] = Counter(
        one.provider for one in duties.late(reader.actor, on=reader.on)
    )
    for firm, count in owed.most_common():
        words = {"name": firm.name, "n": formats.number(count)}
        yield Item(
            ngettext(
                "%(name)s : %(n)s pièce légale échue ou manquante",
                "%(name)s : %(n)s pièces légales échues ou manquantes",
                count,
            )
            % words,
            gettext("À faire valider par un conseil."),
            reverse("provider-duties", args=[reader.slug, firm.public_id]),
        )
