"""The lists of a company that settings read already: sites, providers, people, posts, entities."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from timonerie.domains.facts.operations import dropped
from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.operations.imports import registry
from timonerie.domains.organisation.queries import directory
from timonerie.web.first_hour import waiting
from timonerie.web.first_hour.shapes import Arrival, Dropped, Kind, Known, Outcome, counted
from timonerie.web.first_hour.sheet.shapes import Asked

DOUBTED = 0.45
"""Below what makes a kind likely: somebody is asked."""


def columns(kind: str, titles: Sequence[str], lines: Sequence[Sequence[str]]) -> float:
    """The share of the titles that the list knows, once it has those it cannot do without."""
    importer = registry.of(kind)
    known = {rules.key(column.name) for column in importer.columns}
    needed = {rules.key(column.name) for column in importer.columns if column.is_required}
    found = [rules.key(title) for title in titles if title.strip()]
    if not found or not needed <= set(found):
        return 0.0
    share = sum(title in known for title in found) / len(found)
    tells = _TELLS.get(kind)
    return share if tells is None or tells(set(found), lines) else min(share, DOUBTED)


def _has_an_address(titles: Collection[str], lines: Sequence[Sequence[str]]) -> bool:
    return any("@" in cell for cells in lines for cell in cells)


def _has_a_tree(titles: Collection[str], lines: Sequence[Sequence[str]]) -> bool:
    return bool({rules.key(name) for name in ("siren de la mère", "établissement")} & set(titles))


#: What tells a list of people or of the company's own entities from one of suppliers, which has
#: the same titles.
_TELLS = {"personnes": _has_an_address, "entites": _has_a_tree}


def take(kind: str, asked: Asked, file: Dropped) -> Arrival:
    """Kept until somebody has looked at what it would do."""
    held = dropped.hold(
        by=asked.actor,
        at=timezone.now(),
        chunks=file.chunks(),
        file_name=file.name,
        kinds=[kind],
        is_sure=True,
    )
    return Arrival(
        name=file.name,
        outcome=Outcome.ASKS,
        kind=str(registry.of(kind).title),
        sentence=_("Regardez ce que cette liste changerait, puis acceptez."),
        url=waiting.url_of(asked, held),
        gesture=_("Regarder"),
    )


def _sites() -> str:
    places = directory.places().values()
    n = sum(one.kind == UnitKind.SITE and one.archived_at is None for one in places)
    return counted(ngettext("%(n)s site", "%(n)s sites", n), n)


def _firms() -> str:
    n = sum(one.archived_at is None for one in directory.firms().values())
    return counted(ngettext("%(n)s prestataire", "%(n)s prestataires", n), n)


def _kind(kind: str, label: Promise, permission: str = "organisation.write") -> Kind:
    return Kind(
        code=kind,
        label=label,
        permission=permission,
        take=partial(take, kind),
        columns=partial(columns, kind),
    )


def _asked(kind: Kind, asks: Promise, count: Callable[[], str]) -> Kind:
    """A kind that the page asks for, with what is known of it."""

    def known(asked: Asked) -> Known:
        return Known(sentence=count(), url=waiting.list_url(asked, kind.code))

    return replace(kind, asks=asks, known=known)


KINDS = (
    _asked(
        _kind("unites", gettext_lazy("Liste de sites et d’équipes")),
        gettext_lazy("Un niveau, un nom, un rattachement par ligne."),
        _sites,
    ),
    _asked(
        _kind("prestataires", gettext_lazy("Liste de prestataires"), "provider.write"),
        gettext_lazy("Un nom et un métier par ligne ; le FEC les apporte aussi."),
        _firms,
    ),
    _kind("personnes", gettext_lazy("Liste de personnes")),
    _kind("postes", gettext_lazy("Liste de postes")),
    _kind("entites", gettext_lazy("Liste d’entités juridiques")),
)
