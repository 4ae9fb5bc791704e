"""The formal notice to a provider whose documents are late: a draft, to be signed by who holds the
power and sent by registered letter. It never leaves from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from timonerie.domains.contracts.catalogue.duties import Kind
from timonerie.domains.contracts.queries.duties import Duty
from timonerie.foundations.printing.documents.shapes import (
    Article,
    Block,
    Bullets,
    Document,
    Note,
    Paragraph,
    Reference,
)
from timonerie.foundations.wording import formats
from timonerie.web import duty_words

LANGUAGE: Final = "fr"
DAYS: Final = 15
"""To answer, a usual length: the contract may say another one."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`client` is our entity that the provider knows, by its name."""

    client: str
    provider: str
    siren: str
    late: Sequence[Duty]
    reminded: Sequence[date]
    on: date


def of(asked: Asked) -> Document:
    with translation.override(LANGUAGE):
        return _document(asked)


def _document(asked: Asked) -> Document:
    words = {"client": asked.client, "provider": asked.provider}
    return Document(
        title=_("Mise en demeure"),
        subtitle=_("Pièces légales à remettre"),
        reference=Reference(_("projet"), asked.on, ""),
        language=LANGUAGE,
        parties=(
            (_("De"), asked.client),
            (_("À"), f"{asked.provider}{f', SIREN {asked.siren}' if asked.siren else ''}"),
            (_("Envoi"), _("lettre recommandée avec demande d’avis de réception")),
        ),
        articles=(
            Article("", _("Ce qui manque"), tuple(_missing(asked))),
            Article("", _("Ce que nous demandons"), tuple(_wanted())),
            Article("", _("Signature"), (Note(_("Nom, qualité, date et signature :")),)),
        ),
        notices=(
            _("Projet à faire valider par un conseil, puis à signer par qui en a le pouvoir."),
        ),
        footer=_("%(client)s · mise en demeure de %(provider)s") % words,
        author=asked.client,
        is_letter=True,
    )


def _missing(asked: Asked) -> list[Block]:
    told: list[Block] = [
        Paragraph(
            _("Vous travaillez pour %(client)s. À ce jour, nous n’avons pas reçu :")
            % {"client": asked.client}
        ),
        Bullets(tuple(_line(one, asked.on) for one in asked.late)),
    ]
    if asked.reminded:
        days = ", ".join(formats.day(one) for one in asked.reminded)
        told.append(Paragraph(_("Nous vous l’avons rappelé le %(days)s.") % {"days": days}))
    return told


def _line(one: Duty, on: date) -> str:
    kind: Kind = one.kind
    until = duty_words.until(one, on=on)
    state = f", {until}" if until else ""
    return _("%(title)s (%(source)s)%(state)s.") % {
        "title": kind.title,
        "source": kind.source,
        "state": state,
    }


def _wanted() -> list[Block]:
    return [
        Paragraph(
            _(
                "Nous vous mettons en demeure de nous les remettre dans les %(days)s jours de la"
                " réception de cette lettre."
            )
            % {"days": DAYS}
        ),
        Paragraph(
            _("À défaut, nous ferons usage des droits que le contrat et la loi nous donnent.")
        ),
        Note(
            _("Suspension ou résiliation : seulement si le contrat le dit. Quelle clause, si oui ?")
        ),
    ]
