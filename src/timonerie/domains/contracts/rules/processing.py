"""What article 28 § 3 of the GDPR wants written, and what of it a record does not say yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from timonerie.domains.contracts.duty_enums import Authorisation, PrivacyRole, Transfers


@dataclass(frozen=True)
class Item:
    """A field of a record, and the text that asks for it."""

    field: str
    source: str
    only_processor: bool = False


#: In the order of the text.
ITEMS: Final[Sequence[Item]] = (
    Item("subject", "art. 28 § 3"),
    Item("duration", "art. 28 § 3"),
    Item("nature", "art. 28 § 3"),
    Item("purpose", "art. 28 § 3"),
    Item("data_kinds", "art. 28 § 3"),
    Item("people", "art. 28 § 3"),
    Item("instructions", "art. 28 § 3 a", only_processor=True),
    Item("transfers", "art. 28 § 3 a ; art. 44 et suivants"),
    Item("confidentiality", "art. 28 § 3 b", only_processor=True),
    Item("security", "art. 28 § 3 c ; art. 32", only_processor=True),
    Item("subprocessing", "art. 28 § 2, 3 d et 4", only_processor=True),
    Item("assistance", "art. 28 § 3 e et f", only_processor=True),
    Item("breach", "art. 28 § 3 f ; art. 33 § 2", only_processor=True),
    Item("fate", "art. 28 § 3 g", only_processor=True),
    Item("audit", "art. 28 § 3 h", only_processor=True),
)


@dataclass(frozen=True)
class Gap:
    """What is missing: a field, or `code` where it is said and does not do."""

    field: str
    source: str
    code: str = "blank"


def gaps(said: Mapping[str, Any], *, authorisations: Sequence[str] = ()) -> list[Gap]:
    """What a record does not say; `authorisations` are those of the further processors listed."""
    found = []
    role = said.get("role")
    if role == PrivacyRole.UNQUALIFIED:
        found.append(Gap("role", "art. 4, 26 et 28", "role"))
    is_processor = role in (PrivacyRole.PROCESSOR, PrivacyRole.UNQUALIFIED)
    for item in ITEMS:
        if (is_processor or not item.only_processor) and not said.get(item.field):
            found.append(Gap(item.field, item.source))
    if said.get("transfers") == Transfers.UNFRAMED:
        found.append(Gap("transfers", "art. 44 et suivants", "unframed"))
    if Authorisation.NONE in authorisations and is_processor:
        found.append(Gap("subprocessing", "art. 28 § 2", "unauthorised"))
    return found


def asked(role: str) -> int:
    """How many items are looked at for a role, the role itself being one."""
    is_processor = role in (PrivacyRole.PROCESSOR, PrivacyRole.UNQUALIFIED)
    return 1 + sum(is_processor or not item.only_processor for item in ITEMS)


#: Which field each topic of a line of the statement of work speaks of.
TOPICS: Final[Mapping[str, str]] = {
    "processing": "nature",
    "instructions": "instructions",
    "confidentiality": "confidentiality",
    "subprocessors": "subprocessing",
    "assistance": "assistance",
    "breach": "breach",
    "fate": "fate",
    "audit": "audit",
}
#: Which field each value of such a line fills.
_SAID: Final[Mapping[str, str]] = {
    "data": "data_kinds",
    "people": "people",
    "purpose": "purpose",
}
LONGEST: Final = 500


def drafted(lines: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What lines of kind privacy already say, by field; each line gives its `text` and its values
    (`sourcing` `values.Privacy`). Nothing is made up: what no line says stays out."""
    parts: dict[str, list[str]] = {}
    for line in lines:
        for name, field in _SAID.items():
            _add(parts, field, str(line.get(name) or ""))
        text = str(line.get("text") or line.get("title") or "")
        for topic in line.get("topics") or ():
            if topic in TOPICS:
                _add(parts, TOPICS[topic], text)
        if line.get("proof"):
            _add(parts, "security", str(line["proof"]))
    return {name: " ".join(told)[:LONGEST] for name, told in parts.items()}


def _add(parts: dict[str, list[str]], name: str, text: str) -> None:
    told = parts.setdefault(name, []) if text.strip() else None
    if told is not None and text.strip() not in told:
        told.append(text.strip())
