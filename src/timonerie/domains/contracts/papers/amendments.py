"""An amendment that adds or replaces clauses of a contract, in our own wording, to be completed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timonerie.domains.contracts.catalogue.clauses import Clause
from timonerie.domains.contracts.models import Contract
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Document,
    Grid,
    Paragraph,
    Reference,
)
from timonerie.foundations.wording import formats

LANGUAGE = "fr"
"""The wordings are French."""
BLANK = "[à compléter"


@dataclass(frozen=True, kw_only=True)
class Party:
    """`siren` is empty where nobody knows it."""

    name: str
    siren: str = ""


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """What an amendment says; `number` is None until somebody gives it."""

    contract: Contract
    client: Party
    provider: Party
    clauses: Sequence[Clause]
    number: int | None
    on: date


def document(asked: Amendment) -> Document:
    """Marked as a draft: its blanks are to be filled, and a counsel is to read it."""
    with translation.override(LANGUAGE):
        articles = tuple(_articles(asked))
        return Document(
            title=_title(asked),
            subtitle=asked.contract.name,
            reference=Reference(_("de travail (projet, à compléter)"), asked.on, ""),
            language=LANGUAGE,
            parties=tuple(_cover(asked)),
            articles=articles,
            notices=_notices(articles),
            footer=_("Projet d’avenant, non signé"),
            author=asked.client.name,
        )


def _title(asked: Amendment) -> str:
    number = formats.number(asked.number) if asked.number else f"{BLANK} : numéro]"
    return _("Avenant n° %(number)s") % {"number": number}


def _cover(asked: Amendment) -> list[tuple[str, str]]:
    contract = asked.contract
    told = [
        (_("Client"), _party(asked.client)),
        (_("Prestataire"), _party(asked.provider)),
        (_("Contrat modifié"), contract.name),
        (_("Référence"), contract.reference),
    ]
    return [(label, text) for label, text in told if text]


def _party(one: Party) -> str:
    siren = one.siren or f"{BLANK} : numéro]"
    name = one.name or f"{BLANK} : dénomination]"
    words = {"name": name, "siren": siren, "who": f"{BLANK} : nom et qualité du signataire]"}
    return _("%(name)s, SIREN %(siren)s, représentée par %(who)s") % words


def _notices(articles: Sequence[Article]) -> tuple[str, ...]:
    blanks = sum(
        block.text.count(BLANK)
        for article in articles
        for block in article.blocks
        if isinstance(block, Paragraph)
    )
    words = {"n": formats.number(blanks)}
    left = ngettext(
        "Projet d’avenant : %(n)s passage à compléter dans les articles, entre crochets.",
        "Projet d’avenant : %(n)s passages à compléter dans les articles, entre crochets.",
        blanks,
    )
    return (
        left % words,
        _("Rédaction proposée, à faire valider par un conseil avant signature."),
    )


def _articles(asked: Amendment) -> list[Article]:
    first = Article("1", _("Objet de l’avenant"), (_object(asked),))
    added = [
        Article(str(rank), one.title, tuple(Paragraph(text) for text in one.paragraphs))
        for rank, one in enumerate(asked.clauses, start=2)
    ]
    last = Article(str(len(added) + 2), _("Prise d’effet et portée"), _closing())
    return [first, *added, last]


def _object(asked: Amendment) -> Paragraph:
    signed = asked.contract.signed_date or asked.contract.start_date
    words = {
        "name": asked.contract.name,
        "day": formats.day(signed, style="long") if signed else f"{BLANK} : date]",
    }
    return Paragraph(
        _(
            "Le présent avenant modifie le contrat « %(name)s » du %(day)s. Les articles qui"
            " suivent y sont ajoutés ; ils remplacent toute stipulation du contrat sur le même"
            " objet."
        )
        % words
    )


def _closing() -> tuple[Block, ...]:
    return (
        Paragraph(
            _(
                "L’avenant prend effet le [à compléter : date]. Les autres stipulations du contrat"
                " restent inchangées. En cas de contradiction, l’avenant l’emporte."
            )
        ),
        Paragraph(_("Fait à [à compléter : lieu], le [à compléter : date], en deux exemplaires.")),
        Grid(
            (_("Pour le Client"), _("Pour le Prestataire")),
            ((_("Nom, qualité, signature"), _("Nom, qualité, signature")),),
            "",
            (1, 1),
        ),
    )
