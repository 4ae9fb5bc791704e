"""What the columns of a source mean: read from mapping.toml, kept with the source.

A mapping belongs to the source and never to a column's name: two files of the same editor may
swap the meaning of two columns.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from timonerie.domains.facts.enums import Field, FoldRule, Kind, Offsets, Unknown
from timonerie.domains.facts.rules.date_formats import DateFormat, UnknownDirective
from timonerie.domains.facts.rules.mapping_checks import (
    MappingError,
    choice,
    members,
    refuse_unknown,
    table,
    text,
    texts,
)
from timonerie.domains.facts.rules.toml_writer import to_toml
from timonerie.domains.facts.rules.words import LEXICONS
from timonerie.foundations.documents.connectors import CONNECTORS, Options

__all__ = ["Mapping", "MappingError", "States"]

FORMATS = tuple(connector.FORMAT for connector in CONNECTORS)
_KEYS = (
    "format", "kind", "zone", "offsets", "missing", "dates", "unknown", "delimiter", "encoding",
    "sheet", "columns", "constants", "fold", "pause", "reopen", "values",
)  # fmt: skip


@dataclass(frozen=True)
class States:
    """The values of a column that put a case in a state (suspended, or done and reopenable)."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """How to read the rows of a source. ``fold`` holds only the rules that differ from default.

    ``columns`` gives the column of each field, ``constants`` the text that stands for a field
    absent from the file; ``order`` the columns that sort the events of a case; ``pauses`` the
    states that suspend it, ``reopen`` the state that a reopened case leaves; ``values`` the words
    of a flag or of a cause, beside the built-in ones. ``format`` is what the source usually sends:
    the content of a file decides how it is read.
    """

    zone: str
    columns: AnyMapping[Field, str]
    kind: Kind = Kind.CASES
    format: str | None = None
    offsets: Offsets = Offsets.KEEP
    missing: tuple[str, ...] = ("",)
    dates: tuple[str, ...] = ()
    unknown: Unknown = Unknown.CREATE
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    constants: AnyMapping[Field, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    fold: AnyMapping[Field, FoldRule] = field(default_factory=dict)
    pauses: tuple[States, ...] = ()
    reopen: States | None = None
    values: AnyMapping[Field, AnyMapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def from_toml(cls, source: str, *, default_zone: str | None = None) -> "Mapping":
        """Read a mapping.toml. Raises MappingError naming the key (or the line) at fault."""
        try:
            data = tomllib.loads(source)
        except (ValueError, RecursionError) as error:
            # A number of five thousand digits and a thousand nested lists are no TOML faults.
            raise MappingError("mapping.toml", f"le fichier n’est pas du TOML : {error}") from error
        return cls.from_dict(data, default_zone=default_zone)

    @classmethod
    def from_dict(cls, data: AnyMapping[str, Any], *, default_zone: str | None = None) -> "Mapping":
        """Build from the tables of mapping.toml; ``default_zone`` stands for an absent ``zone``.

        Raises:
            MappingError: an unknown key, a wrong type or a value that does not stand.
        """
        refuse_unknown(data, _KEYS, at="")
        fold = dict(table(data.get("fold", {}), "fold"))
        order = texts({"order": fold.pop("order", ())}, "order", at="fold") or ()
        pauses = _pauses(data.get("pause", []))
        guessed = Kind.EVENTS if order or pauses else Kind.CASES
        mapping = cls(
            zone=_zone(data, default_zone),
            kind=choice(data, "kind", Kind, default=guessed),
            format=_format(data),
            offsets=choice(data, "offsets", Offsets, default=Offsets.KEEP),
            unknown=choice(data, "unknown", Unknown, default=Unknown.CREATE),
            missing=texts(data, "missing") or ("",),
            dates=_dates(data),
            delimiter=text(data, "delimiter"),
            encoding=text(data, "encoding"),
            sheet=text(data, "sheet"),
            columns=members(data, "columns", Field),
            constants=members(data, "constants", Field),
            order=order,
            fold={
                _field(key): choice(fold, key, FoldRule, at="fold", default=FoldRule.LAST_KNOWN)
                for key in fold
            },
            pauses=pauses,
            reopen=_states(data["reopen"], "reopen") if "reopen" in data else None,
            values=_values(data.get("values", {})),
        )
        _check_whole(mapping)
        return mapping

    def to_dict(self) -> dict[str, Any]:
        """The tables of mapping.toml, defaults left out; ``from_dict`` reads them back."""
        plain: dict[str, Any] = {
            "format": self.format,
            "kind": self.kind.value,
            "zone": self.zone,
            "offsets": self.offsets.value if self.offsets != Offsets.KEEP else None,
            "missing": list(self.missing) if self.missing != ("",) else None,
            "dates": list(self.dates),
            "unknown": self.unknown.value if self.unknown != Unknown.CREATE else None,
            "delimiter": self.delimiter,
            "encoding": self.encoding,
            "sheet": self.sheet,
            "columns": {key.value: value for key, value in self.columns.items()},
            "constants": {key.value: value for key, value in self.constants.items()},
            "fold": {
                **({"order": list(self.order)} if self.order else {}),
                **{key.value: rule.value for key, rule in self.fold.items()},
            },
            "pause": [_plain(states) for states in self.pauses],
            "reopen": _plain(self.reopen) if self.reopen else None,
            "values": {
                key.value: {meaning: list(words) for meaning, words in lists.items()}
                for key, lists in self.values.items()
            },
        }
        return {key: value for key, value in plain.items() if value not in (None, [], {})}

    def to_toml(self) -> str:
        """The text of mapping.toml; ``from_toml`` reads it back."""
        return to_toml(self.to_dict())

    @property
    def options(self) -> Options:
        """What the mapping announces to the connector."""
        return Options(encoding=self.encoding, delimiter=self.delimiter, sheet=self.sheet)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical content: equal for two files that say the same."""
        canonical = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(states: States) -> dict[str, Any]:
    return {"column": states.column, "values": list(states.values)}


def _zone(data: AnyMapping[str, Any], default: str | None) -> str:
    zone = text(data, "zone") or default
    if not zone:
        raise MappingError(
            "zone", "indiquez le fuseau horaire des heures du fichier, par exemple « Europe/Paris »"
        )
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise MappingError("zone", f"fuseau horaire inconnu : « {zone} »") from error
    return zone


def _format(data: AnyMapping[str, Any]) -> str | None:
    name = text(data, "format")
    if name is not None and name not in FORMATS:
        raise MappingError("format", f"« {name} » n’est pas lu ; formats : {', '.join(FORMATS)}")
    return name


def _dates(data: AnyMapping[str, Any]) -> tuple[str, ...]:
    formats = texts(data, "dates") or ()
    for pattern in formats:
        try:
            DateFormat.compile(pattern)
        except UnknownDirective as error:
            raise MappingError("dates", f"« {pattern} » : {error}") from error
    return formats


def _field(key: str) -> Field:
    if key not in set(Field):
        known = ", ".join(Field)
        raise MappingError(f"fold.{key}", f"champ inconnu ; champs : order, {known}")
    return Field(key)


def _pauses(data: object) -> tuple[States, ...]:
    if not isinstance(data, list | tuple):
        raise MappingError("pause", "écrivez chaque suspension sous un titre [[pause]]")
    return tuple(_states(item, "pause") for item in data)


def _states(data: object, at: str) -> States:
    told = table(data, at)
    refuse_unknown(told, ("column", "values"), at=at)
    column, values = text(told, "column", at=at), texts(told, "values", at=at)
    if not column or not values:
        raise MappingError(at, "indiquez « column » et « values »")
    return States(column, values)


def _values(data: object) -> dict[Field, dict[str, tuple[str, ...]]]:
    found: dict[Field, dict[str, tuple[str, ...]]] = {}
    for key, lists in table(data, "values").items():
        at = f"values.{key}"
        if key not in set(Field) or Field(key) not in LEXICONS:
            raise MappingError(at, f"seuls {', '.join(LEXICONS)} ont des mots à traduire")
        told = table(lists, at)
        refuse_unknown(told, tuple(LEXICONS[Field(key)]), at=at)
        found[Field(key)] = {meaning: texts(told, meaning, at=at) or () for meaning in told}
    return found


def _check_whole(mapping: Mapping) -> None:
    """What no single key can tell."""
    if Field.CASE not in mapping.columns:
        raise MappingError("columns.case", "indiquez la colonne qui porte le numéro du dossier")
    for key in (Field.CASE, Field.EVENT):
        if key in mapping.constants:
            raise MappingError(f"constants.{key}", "ce champ ne peut pas être une constante")
        if key in mapping.fold:
            raise MappingError(f"fold.{key}", "ce champ n’a pas de règle de repli")
    for key in mapping.constants:
        if key in mapping.columns:
            raise MappingError(f"constants.{key}", "ce champ a déjà une colonne dans [columns]")
    if mapping.kind == Kind.EVENTS and not mapping.order and Field.EVENT not in mapping.columns:
        raise MappingError(
            "fold.order", "un journal d’évènements demande les colonnes qui ordonnent ses lignes"
        )
