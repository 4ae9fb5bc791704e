"""The lines that a document sets as tables: one table a kind, one row a line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.sourcing.enums import LineKind as Kind
from timonerie.domains.sourcing.papers import fields as statement_fields
from timonerie.domains.sourcing.papers import words as statement_words
from timonerie.domains.sourcing.papers.words import Names
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.printing.documents.shapes import Grid

Header = tuple[Any, ...]
Cells = Callable[[Line, Names], tuple[str, ...]]


@dataclass(frozen=True)
class _Setting:
    """`fields` are values shown in columns of their own; the others follow the title."""

    caption: Any
    header: Header
    fields: tuple[str, ...]
    widths: tuple[float, ...]
    last: Any = None
    """Header of a column left blank, for the bidder."""


_N, _L = gettext_lazy("N°"), gettext_lazy
SETTINGS: Mapping[Kind, _Setting] = {
    Kind.SITE: _Setting(_L("Sites servis"), (_L("Site"),), (), (1, 12)),
    Kind.VOLUME: _Setting(
        _L("Volumes"),
        (_L("Volume"), _L("Unité"), _L("Bas"), _L("Attendu"), _L("Haut"), _L("Rythme")),
        ("unit", "low", "expected", "high", "per"),
        (1.2, 6, 2.4, 1.7, 1.9, 1.7, 1.8),
    ),
    Kind.INPUT: _Setting(
        _L("Calendrier des entrées"),
        (_L("Entrée"), _L("Qui remet"), _L("Quand"), _L("Format")),
        ("side", "when", "format"),
        (1.2, 6, 2.4, 3.4, 3),
    ),
    Kind.DELIVERABLE: _Setting(
        _L("Livrables"),
        (_L("Livrable"), _L("Quand"), _L("Format"), _L("Accepté si")),
        ("when", "format", "acceptance"),
        (1.2, 5, 3, 2.6, 4.4),
    ),
    Kind.SERVICE_LEVEL: _Setting(
        _L("Niveaux de service"),
        (_L("Niveau"), _L("Cible"), _L("Heures et jours comptés"), _L("Mesuré aujourd’hui")),
        ("target", "window", "measured"),
        (1.2, 6, 3, 3, 3.6),
    ),
    Kind.INDICATOR: _Setting(
        _L("Indicateurs"),
        (_L("Indicateur"), _L("Formule"), _L("Unité"), _L("Calculé chaque")),
        ("formula", "unit", "period"),
        (1.2, 4.4, 6, 2, 2.2),
    ),
    Kind.REPORT: _Setting(
        _L("Rapports attendus"),
        (_L("Rapport"), _L("Cadence"), _L("Jours ouvrés après"), _L("Contenu")),
        ("cadence", "day", "content"),
        (1.2, 4.4, 2.6, 2, 6),
    ),
    Kind.GOVERNANCE: _Setting(
        _L("Instances"),
        (_L("Instance"), _L("Cadence"), _L("Qui y vient")),
        ("cadence", "who"),
        (1.2, 6.4, 2.8, 5),
    ),
    Kind.SECURITY: _Setting(
        _L("Mesures de sécurité exigées"),
        (_L("Mesure"), _L("Preuve"), _L("Quand")),
        ("proof", "date"),
        (1.2, 5.6, 5, 3.6),
    ),
    Kind.PRICE: _Setting(
        _L("Prix demandés"),
        (_L("Prix"), _L("Unité"), _L("Se paie"), _L("Volume multiplié")),
        ("unit", "recurrence", "volume_key"),
        (1.2, 5, 2.6, 2.4, 2.8, 2),
        last=_L("Prix HT"),
    ),
    Kind.CRITERION: _Setting(
        _L("Critères de choix"),
        (_L("Critère"), _L("Question posée"), _L("Points")),
        ("question", "weight"),
        (1.2, 4.6, 8, 1.6),
    ),
}


def of(
    kind: Kind, lines: Sequence[Line], *, numbers: Mapping[str, str], names: Names
) -> list[Grid]:
    """The table of a kind, then those of the bands and of the months where volumes have them."""
    setting = _setting(kind, lines)
    last = (str(setting.last),) if setting.last else ()
    header = (str(_N), *map(str, setting.header), *last)
    rows = [
        (numbers[line.key], *_cells(line, setting, names), *("" for _one in last)) for line in lines
    ]
    if kind == Kind.CRITERION:
        rows.append(("", _("Total"), "", _points(lines)))
    found = [Grid(header, tuple(rows), str(setting.caption), setting.widths)]
    return [*found, *_of_volumes(lines, numbers)] if kind == Kind.VOLUME else found


def _setting(kind: Kind, lines: Sequence[Line]) -> _Setting:
    """Without a column of measures where nothing was measured."""
    setting = SETTINGS[kind]
    if kind != Kind.SERVICE_LEVEL or any(line.values.get("measured") for line in lines):
        return setting
    return replace(
        setting, header=setting.header[:-1], fields=setting.fields[:-1], widths=setting.widths[:-1]
    )


def _cells(line: Line, setting: _Setting, names: Names) -> tuple[str, ...]:
    return (_words(line, setting, names), *(_value(line, name, names) for name in setting.fields))


def _words(line: Line, setting: _Setting, names: Names) -> str:
    """The title, the text, then what has no column."""
    shown = {*setting.fields, "bands", "seasonality"}
    rest = [
        f"{field.label} : {text}"
        for field in statement_fields.of(line.kind)
        if field.name not in shown
        and statement_words.is_told_apart(line, field.name)
        and (text := statement_words.value_in(line, field.name, names))
    ]
    return "\n".join(part for part in (line.title, line.text, *rest) if part)


def _value(line: Line, name: str, names: Names) -> str:
    text = statement_words.value_in(line, name, names)
    return text or ("—" if name in _OPTIONAL else _("à préciser"))


_OPTIONAL = {"low", "high", "format", "volume_key", "who", "date", "measured"}


def _points(lines: Sequence[Line]) -> str:
    weights = [line.values.get("weight") for line in lines]
    return statement_words.exactly(sum(one for one in weights if isinstance(one, int | float)))


def _of_volumes(lines: Sequence[Line], numbers: Mapping[str, str]) -> list[Grid]:
    bands = tuple(
        (numbers[line.key], line.title, statement_words.band(one))
        for line in lines
        for one in _listed(line, "bands")
    )
    months = tuple(
        (numbers[line.key], *(statement_words.exactly(one) for one in _listed(line, "seasonality")))
        for line in lines
        if line.values.get("seasonality")
    )
    head = (str(_N), *statement_words.month_names(is_short=True))
    found = []
    if bands:
        header = (str(_N), _("Volume"), _("Bande"))
        found.append(Grid(header, bands, _("Bandes de volume"), (1.2, 6, 8)))
    if months:
        found.append(Grid(head, months, _("Poids de chaque mois (1 : mois ordinaire)")))
    return found


def _listed(line: Line, name: str) -> Sequence[Any]:
    found = line.values.get(name)
    return found if isinstance(found, list | tuple) else ()
