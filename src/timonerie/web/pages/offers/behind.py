"""What the page behind a link shows: the version and the bidder's own offer, nothing else."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.sourcing.enums import LineKind, OfferState, Side
from timonerie.domains.sourcing.models import Offer, OfferLink
from timonerie.domains.sourcing.operations.offer_checks import ANSWERING
from timonerie.domains.sourcing.operations.offer_papers import KINDS, MOST_FILES
from timonerie.domains.sourcing.queries import offers as queries
from timonerie.domains.sourcing.queries.offers import Sheet
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.domains.sourcing.rules.statements import values
from timonerie.foundations.wording import formats
from timonerie.web import offer_words
from timonerie.web.forms.answering import AnswersForm
from timonerie.web.pages.offers import sheets

PAGE = "offers/answer.html"


def is_answering(offer: Offer) -> bool:
    return offer.state in ANSWERING


def to_answer(link: OfferLink, sheet: Sheet, token: str, form: AnswersForm) -> dict[str, Any]:
    return {
        **_about(link, sheet, token),
        "form": form,
        "sections": sheets.sections(sheet, form),
        "whole": [form[f"p-{key}"] for key in asked.WHOLE],
        "terms": [form[name] for name in ("yearly_index", "valid_until", "note")],
        "lost": offer_words.titled(sheet.lost),
        "saved": offer_words.saved(link.used_at) if sheet.answers else "",
        "accept": ",".join(KINDS),
        "most_files": MOST_FILES,
    }


def read_only(link: OfferLink, sheet: Sheet, token: str) -> dict[str, Any]:
    """Nothing tells which offer was chosen: the company says it itself."""
    offer = link.offer
    state = OfferState(offer.state)
    said = {
        OfferState.SENT: _(
            "Elle est remise. Pour la corriger, demandez à l’entreprise de la rouvrir."
        ),
        OfferState.WITHDRAWN: _("Elle est retirée. Pour y revenir, demandez-le à l’entreprise."),
    }
    over = _("Elle ne change plus : l’entreprise vous répondra elle-même.")
    return {
        **_about(link, sheet, token),
        "is_read_only": True,
        "situation": said.get(state, over),
        "can_withdraw": state == OfferState.SENT,
        "sections": sheets.sections(sheet),
        "told_whole": sheets.whole(sheet),
    }


def to_send(link: OfferLink, sheet: Sheet, token: str) -> dict[str, Any]:
    """What is left without an answer, by kind of answer."""
    blank = [one for one in sheet.asked if one.way != "read" and not _is_answered(one, sheet)]
    named = {str(key) for key in asked.WHOLE}
    return {
        **_about(link, sheet, token),
        "prices": [one.line.title for one in blank if one.way == "price"],
        "words": [one.line.title for one in blank if one.way == "words"],
        "conformities": sum(one.way == "conformity" for one in blank),
        "eliminatory": [one.line.title for one in blank if one.is_eliminatory],
        "misses_whole": bool(named - sheet.answers.keys()),
    }


def _is_answered(question: asked.Question, sheet: Sheet) -> bool:
    answer = sheet.answers.get(question.line.key)
    if answer is None:
        return False
    return question.way != "conformity" or bool(answer.conformity)


def _about(link: OfferLink, sheet: Sheet, token: str) -> dict[str, Any]:
    offer = sheet.offer
    return {
        "token": token,
        "offer": offer,
        "company_name": link.company.name,
        "title": sheet.title,
        "number": formats.number(offer.answered.number),
        "deadline": formats.instant(link.expires_at, timezone.get_current_timezone_name()),
        "contact": _contact(sheet),
        "other_links": _others(link),
        "papers": list(offer.papers.order_by("at", "pk")),
    }


def _others(link: OfferLink) -> list[str]:
    """Who else may open this offer now, as the company named them: their bidder knows, or asks."""
    at = timezone.now()
    rows = [one for one in queries.links_of(link.offer) if one.pk != link.pk]
    return [_other(one) for one in rows if one.is_open(at=at)]


def _other(link: OfferLink) -> str:
    words = {"name": link.recipient, "made": _day(link.made_at)}
    if link.used_at is None:
        return _("%(name)s, lien fait le %(made)s, qui n’a pas servi à répondre") % words
    used = {**words, "used": _day(link.used_at)}
    return _("%(name)s, lien fait le %(made)s, dernière réponse le %(used)s") % used


def _day(at: datetime) -> str:
    return formats.day(timezone.localdate(at))


def _contact(sheet: Sheet) -> str:
    """The post that answers on the company's side, where the version names one."""
    for question in sheet.asked:
        line = question.line
        if line.kind != LineKind.TEAM or line.values.get("side") != Side.OURS:
            continue
        shape = values.read(line.kind, line.values)
        if isinstance(shape, values.Team) and shape.is_accountable and shape.role:
            return shape.role
    return ""
