"""What changes of a contract in words: by an amendment, or since its approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.contracts import list_sentences
from timonerie.domains.contracts.models import ContractAmendment
from timonerie.domains.contracts.rules.snapshots import Difference
from timonerie.web import contract_words, incident_words

_PARTS: Mapping[str, Promise] = {
    "activities": gettext_lazy("activité"),
    "amendments": gettext_lazy("avenant"),
    "suspensions": gettext_lazy("suspension"),
    "levels": gettext_lazy("niveau de service"),
    "reports": gettext_lazy("rapport attendu"),
    "obligations": gettext_lazy("obligation"),
    "proofs": gettext_lazy("preuve de sécurité"),
    "prices": gettext_lazy("prix"),
    "shares": gettext_lazy("répartition entre les sites"),
}
_KEYS: Mapping[str, Promise] = {
    "frame": gettext_lazy("contrat cadre"),
    "statement": gettext_lazy("cahier des charges"),
    "statement_version": gettext_lazy("version du cahier"),
    "statement_sha256": gettext_lazy("empreinte du cahier"),
}


@dataclass(frozen=True)
class Told:
    """One thing that changed, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Amended:
    """An amendment, and what it changes, one line a term."""

    amendment: ContractAmendment
    lines: tuple[str, ...]


def of_amendment(amendment: ContractAmendment) -> Amended:
    return Amended(
        amendment,
        tuple(
            _("%(field)s : %(value)s") % {"field": label(name), "value": value(name, text)}
            for name, text in amendment.changes.items()
        ),
    )


def told(found: Sequence[Difference]) -> list[Told]:
    """In the order of the contract."""
    return [_told(one) for one in found]


def label(name: str) -> str:
    """A field with its capital: « Préavis »."""
    text = str(list_sentences.FIELDS.get(name) or _KEYS.get(name) or name)
    return text[:1].upper() + text[1:]


def value(name: str, kept: Any) -> str:
    """What is kept of a field, in words; a dash for nothing."""
    if kept is None or kept == "":
        return "—"
    if isinstance(kept, Mapping):
        return _summary(kept)
    if name == "yearly_cents":
        return incident_words.cost(int(kept), "EUR")
    return contract_words.value(name, str(kept))


def _told(one: Difference) -> Told:
    part = _PARTS.get(one.part)
    if part is None:
        return Told(label(one.key), value(one.key, one.before), value(one.key, one.after))
    text = str(part)
    return Told(text[:1].upper() + text[1:], value("", one.before), value("", one.after))


def _summary(kept: Mapping[str, Any]) -> str:
    """What names a part that has several fields: its title, or its days."""
    if "title" in kept:
        return str(kept["title"])
    days = (value("", kept.get(name)) for name in ("first_date", "last_date"))
    return _("du %(start)s au %(end)s") % dict(zip(("start", "end"), days, strict=True))
