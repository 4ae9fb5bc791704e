"""What each answer must be, worked out from policy.toml and from what each reader was given; it
shares no code with what it judges."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.matrix.routes import Route
from tests.matrix.world import VARIANTS
from timonerie.foundations.accounts import policies as read_by_the_code

POLICY = tomllib.loads(
    Path(read_by_the_code.__file__).with_name("policy.toml").read_text(encoding="utf-8")
)


class Verdict(StrEnum):
    SERVED = "served"
    ABSENT = "absent"
    """As if it did not exist."""
    FORBIDDEN = "forbidden"
    SIGN_IN = "sign in"
    NO_METHOD = "no such method"


@dataclass(frozen=True)
class Reader:
    """`limits` names what each mandate of the reader narrows: an object is theirs when it differs
    in none of them. A reader who is nobody in the company has no role."""

    name: str
    role: str | None
    limits: frozenset[str] = frozenset()
    sees_sites: bool = True
    """A team manager sees their team, and no site."""
    sees_nothing: bool = False


READERS = (
    Reader("director", "director"),
    Reader("administrator", "administrator"),
    Reader("executive", "executive", frozenset({"function"})),
    Reader("buyer", "executive", frozenset({"provider"})),
    Reader("site_manager", "site_manager", frozenset({"unit"})),
    Reader("team_manager", "team_manager", frozenset({"unit"}), sees_sites=False),
    Reader("provider", "provider", frozenset({"provider"})),
    Reader("auditor", "auditor", frozenset({"unit", "provider"})),
    Reader("bare", "site_manager", frozenset({"unit", "provider", "function"}), sees_nothing=True),
    Reader("expired", None),
    Reader("revoked", None),
    Reader("stranger", None),
    Reader("anonymous", None),
)

MISSIONS = ("mission", "deliverable", "presence", "access")
"""A mission of direction and its parts."""

CHALLENGES = ("challenge", "fact", "step", "letter", "sending", "letter_reply")
REPORTS = ("due_report", "report_link", "report_file", "report_line")
"""The report that a provider owes, and what comes with it."""

#: By parameter of an address: what the visibility of the object depends on.
DEPENDS: Mapping[str, frozenset[str]] = {
    "site": frozenset({"unit"}),
    "team": frozenset({"unit"}),
    "region": frozenset({"unit", "above"}),
    "provider": frozenset({"provider"}),
    "contact": frozenset({"provider"}),
    **dict.fromkeys(
        ("signed_provider", "subcontractor", "proposal", "provider_link", *MISSIONS, *CHALLENGES),
        frozenset({"provider"}),
    ),
    "person": frozenset({"unit", "at site"}),
    "seat": frozenset({"unit", "function", "at site"}),
    "holding": frozenset({"unit", "function", "at site"}),
    "activity": frozenset({"unit", "provider", "function", "at site"}),
    "assignment": frozenset({"unit", "provider", "function", "at site"}),
    "case": frozenset({"unit", "provider", "function", "at site"}),
    "figure": frozenset({"unit", "provider", "at site"}),
    "batch": frozenset({"provider", "dropped"}),
    "contract": frozenset({"provider"}),
    "paper": frozenset({"provider"}),
    "finding": frozenset({"provider"}),
    "owed": frozenset({"provider"}),
    "proof": frozenset({"provider"}),
    "claim": frozenset({"provider"}),
    "firm": frozenset({"provider"}),
    "duty_document": frozenset({"provider"}),
    "duty_link": frozenset({"provider"}),
    **dict.fromkeys(REPORTS, frozenset({"provider"})),
    "record": frozenset({"provider"}),
    "processor": frozenset({"provider"}),
    **dict.fromkeys(
        ("cycle", "run", "run_step", "cycle_step", "cycle_link"),
        frozenset({"unit", "provider", "function"}),
    ),
    "incident": frozenset({"unit", "provider", "function", "at site"}),
    "signal": frozenset({"unit", "provider", "function", "at site"}),
    "commitment": frozenset({"unit", "provider", "at site"}),
    "ritual": frozenset({"unit", "at site"}),
    **dict.fromkeys(("place", "flash", "need", "voice_link"), frozenset({"unit"})),
    "spoken": frozenset({"unit", "provider"}),
    "reply": frozenset({"provider"}),
    "judged": frozenset({"function"}),
    "benefit": frozenset({"function"}),
    "statement": frozenset({"function"}),
    "offer": frozenset({"function"}),
}
"""Any other kind stands for the whole company: who may read one reads them all."""

WHOLE = ("/achats/", "/accounting/", "/activites/proposees/")
"""Parts of the addresses of what is told to those alone who see the whole company: the books, and
what they let suppose."""

ENTRUSTED = ("judged", "benefit", "statement", "offer")
"""What is kept, entrusted, asked for and offered."""

BINDING = (
    *("batch", "contract", "paper", "finding", "owed", "proof", "claim"),
    *REPORTS,
    *("firm", "duty_document", "duty_link", "record", "processor", "reply"),
    *("signed_provider", "subcontractor", "proposal", "provider_link", *MISSIONS),
    *CHALLENGES,
)
"""What binds the whole company."""

TOLD = ("place", "flash", "need", "voice_link")
"""What a site tells of its week."""

NOT_THEIRS = ("blob", "archive", "gesture")
"""What nobody here has: a list sent in another session, an export that nobody asked for, a sort
that another one made."""


def verdict(reader: Reader, route: Route, method: str, *, kind: str, origin: str) -> Verdict:
    """`kind` is what the address names, `origin` which one: a variant, "foreign" or "deleted"."""
    if method not in route.policies:
        return Verdict.NO_METHOD
    if reader.name in ("anonymous", "revoked"):
        return Verdict.SIGN_IN
    if reader.role is None:
        return Verdict.ABSENT
    if reader.role not in POLICY["permissions"][permission(route, method)]:
        return Verdict.FORBIDDEN
    # The API tells the opening hours of the units that the reader reaches.
    if kind == "calendar" and route.is_api and reader.sees_nothing:
        return Verdict.ABSENT
    if reader.limits and any(part in route.address for part in WHOLE):
        return Verdict.ABSENT
    if not is_seen(reader, kind, origin):
        return Verdict.ABSENT
    # The step of the world is ours: a provider says its own alone.
    is_gesture = permission(route, method) == "cycle.do"
    return Verdict.FORBIDDEN if is_gesture and reader.role == "provider" else Verdict.SERVED


def permission(route: Route, method: str) -> str:
    """What a method needs; a list and an archive need the right of what they hold."""
    if any(word in route.address for word in ("importer/", "archives/<", "/lists/<")):
        return "organisation.write"
    return route.policies[method]


def may_read(reader: Reader, field: str) -> bool:
    return reader.role in POLICY["fields"][field]


def is_seen(reader: Reader, kind: str, origin: str) -> bool:
    if not kind:
        return True
    if origin in ("foreign", "deleted") or kind in NOT_THEIRS:
        return False
    depends = DEPENDS.get(kind, frozenset())
    if kind in BINDING and reader.limits & {"unit", "function"}:
        return False
    # They speak of the whole company.
    if kind in ("list", "dropped") and reader.limits:
        return False
    if kind == "declaration" and reader.limits & {"unit", "provider"}:
        return False
    # What is decided speaks of an activity wherever it is done, and of who could do it.
    if kind in ENTRUSTED and reader.limits & {"unit", "provider"}:
        return False
    # A calendar is its giver's; a ritual says nothing of a provider nor of a function.
    if kind == "export" and reader.limits:
        return False
    if kind == "ritual" and reader.limits & {"provider", "function"}:
        return False
    # A provider's promise is of no function: who is narrowed to some reads none of it.
    if kind == "commitment" and "function" in reader.limits:
        return False
    # A flash says nothing of a provider nor of a function; who manages a team follows its site.
    if kind in TOLD and reader.limits & {"provider", "function"}:
        return False
    # Who is narrowed to functions reads figures of their own, to which nobody replies.
    if kind == "spoken" and "function" in reader.limits:
        return False
    if depends and reader.sees_nothing:
        return False
    if "above" in depends and "unit" in reader.limits:
        return False
    if "unit" in depends and not reader.sees_sites and (kind == "site" or "at site" in depends):
        return False
    return not (depends & reader.limits & frozenset(VARIANTS[origin]))
