"""Statements of work as a table."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.models import StatementOfWork, StatementVersion
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.queries.statements import Listed
from timonerie.foundations.wording import formats
from timonerie.web.access import CompanyRequest
from timonerie.web.pages.settings.frame import url
from timonerie.web.pages.statements.sections import ShownGap
from timonerie.web.tables import Cell, Column, Row, Table


def of_statements(request: CompanyRequest, found: Iterable[Listed]) -> Table:
    return Table(
        name="cahiers",
        caption=_("Cahiers des charges"),
        columns=(
            Column(label=_("Titre"), is_long=True),
            Column(label=_("Modèle"), is_filter=True),
            Column(label=_("Activités"), is_long=True),
            Column(label=_("Prestataire en place"), is_filter=True),
            Column(label=_("État"), is_filter=True),
            Column(label=_("Commencé le")),
        ),
        rows=tuple(_row(request, one) for one in found),
    )


def _row(request: CompanyRequest, one: Listed) -> Row:
    statement = one.statement
    created = timezone.localdate(statement.created_at)
    names = ", ".join(one.activities)
    return Row(
        cells=(
            Cell(text=statement.title, url=_address(request, one)),
            Cell(text=statement_words.work(statement.work)),
            Cell(text=names) if names else Cell(text=_("aucune choisie"), is_soft=True),
            Cell(text=statement.provider.name)
            if statement.provider
            else Cell(text="—", is_soft=True),
            _state(one),
            Cell(text=formats.day(created, style="short"), value=created),
        )
    )


def _address(request: CompanyRequest, one: Listed) -> str:
    return url(request, "statement", one.statement.public_id)


def _state(one: Listed) -> Cell:
    if one.number is None:
        return Cell(text=_("projet"), is_soft=True)
    day = formats.day(timezone.localdate(one.approved_at), style="short")
    return Cell(
        text=_("version %(number)s approuvée") % {"number": formats.number(one.number)},
        note=_("le %(day)s") % {"day": day},
    )


def of_gaps(request: CompanyRequest, statement: StatementOfWork, gaps: Iterable[ShownGap]) -> Table:
    here = url(request, "statement", statement.public_id)
    return Table(
        name="manques",
        caption=_("Ce qui manque"),
        columns=(
            Column(label=_("Ce qui manque"), is_long=True),
            Column(label=_("Article"), is_filter=True),
            Column(label=_("Gravité"), is_filter=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.sentence, url=f"{here}#{one.anchor}"),
                    Cell(text=one.place),
                    Cell(text=one.word, state=one.state),
                )
            )
            for one in gaps
        ),
    )


def of_versions(
    request: CompanyRequest, statement: StatementOfWork, found: Iterable[StatementVersion]
) -> Table:
    return Table(
        name="versions",
        caption=_("Versions approuvées"),
        columns=(
            Column(label=_("Version"), is_number=True),
            Column(label=_("Approuvée le")),
            Column(label=_("Par")),
            Column(label=_("Ce qui change"), is_long=True),
            Column(label=_("Réserves"), is_number=True),
            Column(label=_("Empreinte")),
        ),
        rows=tuple(_version(request, statement, one) for one in found),
    )


def _version(request: CompanyRequest, statement: StatementOfWork, one: StatementVersion) -> Row:
    day = timezone.localdate(one.approved_at)
    return Row(
        cells=(
            Cell(
                text=formats.number(one.number),
                value=one.number,
                url=url(request, "statement-version", statement.public_id, one.number),
            ),
            Cell(text=formats.day(day, style="short"), value=one.approved_at),
            Cell(text=one.approved_by),
            Cell(text=one.note) if one.note else Cell(text="—", is_soft=True),
            Cell(text=formats.number(len(one.gaps)), value=len(one.gaps)),
            Cell(text=one.sha256[:12], value=one.sha256),
        )
    )
