"""Whose meeting a title tells of: a proposal, which somebody ticks or changes."""

import re

from timonerie.domains.rituals.enums import RitualLevel

# In this order: « codir de site » is a site's, « 1:1 équipe » is of two people.
_WORDS: tuple[tuple[RitualLevel, str], ...] = (
    (
        RitualLevel.ONE_TO_ONE,
        r"1\s?[:/-]\s?1|1to1|one\s(to|on)\sone|entretien\s(individuel|mensuel)|point\sindividuel"
        r"|tete\sa\stete|bilat(erale?)?",
    ),
    (
        RitualLevel.REGION,
        r"inter\s?-?sites?|comite\s(de\s)?region(al)?|managers?\srelais|tournee\sdes\ssites"
        r"|cercle\sdes\smanagers",
    ),
    (
        RitualLevel.SITE,
        r"(comite|codir|reunion|point|vie)\s(de\s|du\s)?site|tour\s(de\s)?(terrain|atelier)"
        r"|visite\s(de\s)?securite|information\sgenerale",
    ),
    (
        RitualLevel.DIRECTION,
        r"codir|comex|comite\s(de\sdirection|executif|strategique)|reunion\sde\sdirection"
        r"|conseil\sd.administration|conseil\sde\ssurveillance|associes|seminaire\sstrategique",
    ),
    (
        RitualLevel.PROVIDER,
        r"prestataires?|fournisseurs?|comite\s(de\spilotage|de\ssuivi)\s(prestataire|fournisseur)",
    ),
    (
        RitualLevel.FUNCTION,
        r"comite\s(fonctionnel|finance|rh|it|achats|paie|comptable|informatique)"
        r"|point\s(paie|compta|comptable|tresorerie|informatique|rh|achats)|cloture\smensuelle",
    ),
    (
        RitualLevel.TEAM,
        r"equipe|team|prise\sde\sposte|stand\s?-?up|daily|melee|retrospective|brief|debrief",
    ),
)
_FOUND = tuple((level, re.compile(rf"\b(?:{words})\b")) for level, words in _WORDS)
# What is not a meeting of the company, most of the time: proposed last, and never ticked.
_PERSONAL = re.compile(
    r"\b(dejeuner|dej|lunch|sport|dentiste|medecin|kine|ecole|creche|piscine|anniversaire|conges?"
    r"|vacances|perso(nnel)?|prive|train|teletravail|pause|absent)\b"
)


def guess(title_key: str, *, place_kind: str = "", names_provider: bool = False) -> str:
    """A level, or nothing where the words do not say. `title_key` is that of
    `engine.meetings.titles.key`; `place_kind` is the kind of the unit that the title or the room
    names."""
    for level, words in _FOUND:
        if words.search(title_key):
            return level.value
    if names_provider:
        return RitualLevel.PROVIDER.value
    named = {"site": RitualLevel.SITE, "team": RitualLevel.TEAM, "region": RitualLevel.REGION}
    return named[place_kind].value if place_kind in named else ""


def seems_personal(title_key: str, guests: int) -> bool:
    """Time that somebody keeps for themselves, as far as can be told."""
    return bool(_PERSONAL.search(title_key)) or (guests == 0 and not guess(title_key))
