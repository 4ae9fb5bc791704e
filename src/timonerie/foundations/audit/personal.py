"""What of an event is personal, and how it is sealed without standing in the chain.

The hashed body of an event holds a commitment in place of a personal value: HMAC-SHA-256 of the
value under a random key. The value and its key stand beside the chain (`PersonalValue`); once both
are erased nobody can tell what was committed to, and the chain is as whole as before.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator, Mapping
from typing import Any

SYSTEM = "système"
ERASED = "audit.erased"
"""The act of erasing values; its detail gives the `refs` of those that are gone."""

#: Details that name a person or say how to reach them, whatever the act.
EVERYWHERE = frozenset({"email", "phone", "person", "recipient"})
#: Those of a family of acts (`person.changed` is of the family `person`).
BY_FAMILY: Mapping[str, frozenset[str]] = {
    "activity": frozenset({"dissent", "reason"}),
    "commitment": frozenset({"reason"}),
    "challenge": frozenset({"file", "outcome", "reason", "sent_by"}),
    "contact": frozenset({"contact", "name"}),
    "contract": frozenset({"reason", "signed_by"}),
    "cycle": frozenset({"reason"}),
    "duty": frozenset({"file", "reason"}),
    "flash": frozenset({"reason"}),
    "incident": frozenset({"owner_person"}),
    "member": frozenset({"name"}),
    "need": frozenset({"answer"}),
    "offer": frozenset({"bidder", "declined", "file", "reason", "remark", "said"}),
    "person": frozenset({"name"}),
    "renewal": frozenset({"dissent", "reason"}),
    "ritual": frozenset({"name"}),
    "score_model": frozenset({"reason"}),
    "seat": frozenset({"holder"}),
    "statement": frozenset({"was"}),
}

Seal = Callable[[str], Mapping[str, str]]


def is_personal(act: str, name: str) -> bool:
    """Whether a detail of an act is personal."""
    return name in EVERYWHERE or name in BY_FAMILY.get(act.partition(".")[0], ())


def subject(kind: str, number: object) -> str:
    """Whom values are about: "user:12", "person:<public id>", "contact:<public id>"."""
    return f"{kind}:{number}"


def commit(key: str, value: str) -> str:
    """The commitment to a value, hexadecimal; `key` is hexadecimal too."""
    return hmac.new(bytes.fromhex(key), value.encode(), hashlib.sha256).hexdigest()


def sealed(act: str, detail: Mapping[str, Any], seal: Seal) -> dict[str, Any]:
    """The detail with its personal values replaced by `seal`; nothing said stays nothing."""
    return {
        name: _sealed(value, seal) if is_personal(act, name) else value
        for name, value in detail.items()
    }


def _sealed(value: Any, seal: Seal) -> Any:
    if isinstance(value, list | tuple):
        return [_sealed(one, seal) for one in value]
    return value if value in ("", None) else dict(seal(str(value)))


def is_seal(value: object) -> bool:
    """Whether a value of a detail stands for a personal one."""
    return isinstance(value, dict) and value.keys() == {"ref", "seal"}


def seals(version: int, actor: str, detail: Any) -> Iterator[tuple[str, str]]:
    """Every (ref, commitment) of an event; none in the first version, which had no seals."""
    if version < 2:
        return
    ref, colon, seal = actor.partition(":")
    if colon:
        yield ref, seal
    yield from _seals(detail)


def _seals(value: Any) -> Iterator[tuple[str, str]]:
    if is_seal(value):
        yield value["ref"], value["seal"]
    elif isinstance(value, dict):
        for one in value.values():
            yield from _seals(one)
    elif isinstance(value, list):
        for one in value:
            yield from _seals(one)


def opened(value: Any, known: Mapping[str, str], erased: object) -> Any:
    """A detail with the values that are `known` by ref; `erased` stands for the others."""
    if is_seal(value):
        return known.get(value["ref"], erased)
    if isinstance(value, dict):
        return {name: opened(one, known, erased) for name, one in value.items()}
    if isinstance(value, list):
        return [opened(one, known, erased) for one in value]
    return value
