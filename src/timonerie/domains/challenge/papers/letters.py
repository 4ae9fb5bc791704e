"""The letter of a rung: facts, what is asked, the right of reply, and the annex where every figure
has its line. What is unsure is left blank, in brackets, with the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.challenge.catalogue.ladder import Step
from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.models import ChallengeFact
from timonerie.domains.challenge.papers import annexes
from timonerie.domains.challenge.queries.parties import Party
from timonerie.domains.challenge.rules.signing import Candidate
from timonerie.domains.contracts.models import Contract
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Bullets,
    Document,
    Grid,
    Note,
    Paragraph,
    Reference,
)
from timonerie.foundations.wording import formats

LANGUAGE = "fr"
BLANK = "[à compléter"
HORIZONS = (30, 60, 90)


@dataclass(frozen=True)
class Promised:
    """What is promised, and for when."""

    what: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Asked:
    """All that a letter says; `signer` is who may sign, None where nobody is known to hold the
    power; `earlier` are the days on which we wrote before."""

    step: Step
    subject: str
    client: Party
    provider: Party
    contract: Contract | None
    facts: Sequence[ChallengeFact]
    promises: Sequence[Promised]
    asked: str
    signer: Candidate | None
    earlier: Sequence[tuple[str, date]]
    meets_on: date | None
    on: date
    due_on: date


def document(asked: Asked) -> Document:
    """In French, whatever the language of the reader."""
    with translation.override(LANGUAGE):
        articles = tuple(_articles(asked))
        parties = tuple(_cover(asked))
        return Document(
            title=asked.step.letter.title,
            subtitle=asked.subject,
            reference=Reference("", asked.on, ""),
            language=LANGUAGE,
            parties=parties,
            articles=articles,
            notices=_notices(asked),
            footer=_("%(client)s · %(title)s, projet non signé")
            % {"client": asked.client.name, "title": asked.step.letter.title},
            author=asked.client.name,
            is_letter=True,
        )


def _cover(asked: Asked) -> list[tuple[str, str]]:
    told = [
        (_("De"), _party(asked.client)),
        (_("À"), _party(asked.provider, is_to=True)),
        (_("Contrat"), _contract(asked.contract)),
        (_("Date"), formats.day(asked.on)),
        (_("Envoi"), str(asked.step.carriage.label)),
    ]
    if asked.meets_on is not None:
        told.insert(3, (_("Réunion proposée"), formats.day(asked.meets_on)))
    return told


def _party(one: Party, *, is_to: bool = False) -> str:
    name = " ".join(part for part in (one.name, one.legal_form) if part)
    siren = one.siren or f"{BLANK} : quel numéro ?]"
    told = _("%(name)s, SIREN %(siren)s") % {"name": name, "siren": siren}
    if not is_to:
        return told
    address = one.address or f"{BLANK} : quelle adresse postale ?]"
    return f"{told}, {address}"


def _contract(contract: Contract | None) -> str:
    if contract is None:
        return f"{BLANK} : quel contrat ?]"
    signed = contract.signed_date or contract.start_date
    day = formats.day(signed) if signed else f"{BLANK} : signé quel jour ?]"
    words = {"name": contract.name, "day": day, "reference": contract.reference}
    if contract.reference:
        return _("« %(name)s » du %(day)s, référence %(reference)s") % words
    return _("« %(name)s » du %(day)s") % words


def _notices(asked: Asked) -> tuple[str, ...]:
    told = [_("Projet à faire valider par un conseil, puis à signer par qui en a le pouvoir.")]
    if asked.step.caution:
        told.append(asked.step.caution)
    kinds = {one.kind for one in asked.facts}
    if FactKind.CLAIM in kinds:
        told.append(
            _(
                "Pénalité et avoir ne s’additionnent pas : la pénalité est hors TVA et un juge peut"
                " la modérer (C. civ. art. 1231-5) ; l’avoir est une réduction de prix, avec sa"
                " TVA."
            )
        )
    if FactKind.DUTY in kinds:
        told.append(
            _(
                "Une pièce légale échue mène à une relance, puis à une mise en demeure ; suspendre"
                " seulement si le contrat le dit."
            )
        )
    return tuple(dict.fromkeys(told))


def _articles(asked: Asked) -> list[Article]:
    parts: list[tuple[str, list[Block]]] = [
        (_("Les faits"), _facts(asked)),
        (_("Ce que nous demandons"), _asking(asked)),
        (_("Votre réponse"), _reply(asked)),
        (_("Signature"), _signature(asked)),
        (_("Annexe : les faits et leur source"), annexes.blocks(asked.facts)),
    ]
    return [
        Article(str(rank), title, tuple(blocks)) for rank, (title, blocks) in enumerate(parts, 1)
    ]


def _facts(asked: Asked) -> list[Block]:
    told: list[Block] = [Paragraph(_filled(asked.step.letter.opening, asked))]
    if asked.earlier:
        days = tuple(
            _("%(what)s, le %(day)s") % {"what": what, "day": formats.day(day)}
            for what, day in asked.earlier
        )
        told += [Paragraph(_("Nous vous avions déjà écrit :")), Bullets(days)]
    rows = tuple(annexes.short(one) for one in asked.facts)
    told.append(
        Grid(
            (_("N°"), _("Fait"), _("Chiffre"), _("Promis ou visé"), _("Période")),
            rows,
            _("Chaque numéro renvoie à sa ligne de l’annexe."),
            (0.5, 3.4, 1.9, 1.9, 1.5),
        )
    )
    return told


def _asking(asked: Asked) -> list[Block]:
    told: list[Block] = [Paragraph(text) for text in asked.asked.splitlines() if text.strip()]
    told.append(Paragraph(_filled(asked.step.letter.asking, asked)))
    if asked.promises:
        rows = tuple(
            (one.what, formats.day(one.day), _horizon(asked.on, one.day)) for one in asked.promises
        )
        told.append(
            Grid(
                (_("Engagement"), _("Pour le"), _("Échéance")),
                rows,
                _("Engagements datés, suivis des deux côtés"),
                (3.4, 1.4, 1.2),
            )
        )
    if asked.step.code == "notice":
        told.append(
            Note(
                _(
                    "Suspension, résiliation : seulement si le contrat le dit. [à compléter :"
                    " quelle clause, et que prévoit-elle ?]"
                )
            )
        )
    return told


def _horizon(on: date, day: date) -> str:
    """« sous 30 jours », from the day of the letter."""
    days = (day - on).days
    near = next((one for one in HORIZONS if days <= one), None)
    if near is None:
        return _("au-delà de 90 jours")
    return _("sous %(n)s jours") % {"n": near}


def _reply(asked: Asked) -> list[Block]:
    words = {"day": formats.day(asked.due_on), "days": formats.number(asked.step.days)}
    due = ngettext(
        "Réponse attendue au plus tard le %(day)s (%(days)s jour ouvré).",
        "Réponse attendue au plus tard le %(day)s (%(days)s jours ouvrés).",
        asked.step.days,
    )
    return [
        Paragraph(asked.step.reply),
        Paragraph(due % words),
        Paragraph(
            _("Délai d’usage : celui du contrat, s’il en dit un autre, l’emporte."), is_soft=True
        ),
    ]


def _signature(asked: Asked) -> list[Block]:
    client = asked.client.name
    if asked.signer is None:
        question = (
            _("[à compléter : qui a le pouvoir de signer ?]")
            if asked.step.power
            else _("[à compléter : qui signe, en quelle qualité ?]")
        )
        return [Paragraph(_("Pour %(client)s : %(who)s") % {"client": client, "who": question})]
    who = asked.signer
    quality = who.quality or f"{BLANK} : en quelle qualité ?]"
    words = {"client": client, "name": who.name, "quality": quality}
    return [
        Paragraph(_("Pour %(client)s : %(name)s, %(quality)s") % words),
        Note(_("Date et signature :")),
    ]


def _filled(text: str, asked: Asked) -> str:
    contract = asked.contract
    words: Mapping[str, str] = {
        "client": asked.client.name,
        "provider": asked.provider.name,
        "contract": f"« {contract.name} »" if contract else f"{BLANK} : quel contrat ?]",
        "day": formats.day(asked.due_on),
        "days": formats.number(asked.step.days),
    }
    return text.format(**words)
