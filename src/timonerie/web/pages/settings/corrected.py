"""Late facts of a closed period, as revisions of its figures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from timonerie.domains.performance import figure_words
from timonerie.domains.performance.queries.board import Reading
from timonerie.domains.performance.rules import Group
from timonerie.foundations.wording import formats
from timonerie.web import boards, readings
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.readings import Names
from timonerie.web.tables import Cell, Column, Row, Table


def corrected_table(request: CompanyRequest, found: Sequence[Reading]) -> Table:
    """What each figure was, what it is, and when it changed; each leads to its facts."""
    names = boards.read_names()
    return Table(
        caption=_("Corrigé depuis la clôture"),
        hides_caption=True,
        columns=(
            Column(label=_("Indicateur")),
            Column(label=_("Où")),
            Column(label=_("Avant"), is_number=True),
            Column(label=_("Corrigé"), is_number=True),
            Column(label=_("Le")),
        ),
        rows=tuple(_row(request, names, one) for one in found if readings.before_text(one)),
    )


def _row(request: CompanyRequest, names: Names, one: Reading) -> Row:
    metric, revision = one.definition.metric, one.revision
    assert revision is not None
    facts = readings.facts_url(
        request.company.slug, metric, kind=one.kind, start=one.start, group=one.group, names=names
    )
    page = f"{url(request, 'indicator', metric.code)}?mois={one.start:%Y-%m}"
    before = figure_words.value_text(metric, revision.value, one.group.currency, in_column=True)
    return Row(
        cells=(
            Cell(text=metric.label, url=page),
            Cell(text=_where(names, one.group)),
            Cell(text=before),
            Cell(text=readings.text_of(one, in_column=True), url=facts),
            Cell(text=formats.day(revision.corrected_at, style="short")),
        )
    )


def _where(names: Names, group: Group) -> str:
    unit = group.unit if group.team is None else group.team
    if unit is not None:
        return names.units[unit][1]
    if group.provider is not None:
        return names.providers[group.provider][1]
    return _("toute l’entreprise")
