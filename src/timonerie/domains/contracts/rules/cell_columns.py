"""What the heading above a cell says of it: which field, in which unit."""

import re
from dataclasses import dataclass
from typing import Literal

from timonerie.domains.contracts.rules.cell_tokens import plain

Kind = Literal[
    "start", "end", "period", "signed", "firm", "renewal", "renewal_length", "renewals",
    "notice", "notice_date", "notice_form", "amount", "free",
]  # fmt: skip
#: The field that a cell of each kind should give.
FIELD_OF: dict[Kind, str] = {
    "start": "start", "end": "end", "firm": "firm", "renewal": "renewal", "notice": "notice",
    "renewal_length": "renewal_length", "renewals": "renewals", "amount": "amount_cents",
    "period": "start", "notice_date": "notice", "notice_form": "form",
}  # fmt: skip
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("signed", r"\bsign"),
    ("amount", r"montant|\bcouts?\b|\bprix\b|tarif|budget|loyer|redevance|abonnement|forfait"
               r"|honoraires|€|\beur|\bht\b|\bttc\b|\bcost\b|\bprice\b|\bamount\b"),
    ("notice_date", r"(?:date|limite|jour).*(?:preavis|denonciation|resiliation)"),
    ("notice_form", r"(?:forme|mode|modalite).*(?:preavis|denonciation|resiliation)"),
    ("notice", r"preavis|denonciation|resiliation|prevenance|\bnotice\b"),
    ("free", r"date.*(?:reconduction|renouvellement)"),
    ("renewals", r"nombre.*(?:reconduction|renouvellement)"),
    ("renewal_length", r"(?:duree|periode|frequence).*(?:reconduction|renouvellement|tacite)"),
    ("renewal", r"reconduction|renouvellement|tacite|\btr\b|\brenewal\b|reconductible"),
    ("period", r"^periode(?! ferme| d'engagement| initiale)|\bvalidite\b"),
    ("start", r"\bdebut|\beffet\b|\bstart\b|en vigueur|demarrage|\bdepuis\b"),
    ("end", r"echeance|\bfin\b|\bterme\b|expiration|\bend\b|jusqu"),
    ("firm", r"duree|engagement|periode|\bterm\b|\bduration\b"),
)  # fmt: skip
_UNITS = (("mois", r"\bmois\b|\bmonths?\b"), ("jours", r"\bjours?\b|\bj\b|\bdays?\b"),
          ("ans", r"\bans?\b|\bannees?\b|\byears?\b"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` is that of a bare number below it, empty when the heading says none."""

    kind: Kind
    heading: str
    unit: str = ""

    @property
    def is_of_tacit_renewal(self) -> bool:
        return bool(re.search(r"\btacite\b|\btr\b", self.heading))


def column(heading: str) -> Column:
    """« Préavis (mois) » is of notice, in months."""
    text = plain(heading)
    kind: Kind = next((kind for kind, regex in _KINDS if re.search(regex, text)), "free")
    unit = next((unit for unit, regex in _UNITS if re.search(regex, text)), "")
    return Column(kind, text, unit)
