"""The summaries that a user follows: added from a link or a file, asked for again, removed.

They concern no company of this instance: no trail keeps what a person follows.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import FollowedSummary
from timonerie.domains.portfolio.rules import checking, documents, links
from timonerie.domains.portfolio.rules.checking import Known, Untrusted
from timonerie.domains.portfolio.rules.documents import Notice, Summary
from timonerie.domains.portfolio.rules.links import Link
from timonerie.foundations.accounts.models import User
from timonerie.foundations.outbound import pages
from timonerie.foundations.outbound.pages import LARGEST

MOST = 50
"""Summaries that one user may follow."""

_GONE, _OK, _UNKNOWN = 410, 200, 404


def add_link(*, by: User, at: datetime, text: str) -> FollowedSummary:
    """Follow the summary behind a link; its key is taken at its word this first time.

    Raises:
        Refused: it is no link, nothing answers, or what answers is not to be believed.
    """
    try:
        link = links.parse(text)
    except links.NotALink:
        raise Refused(
            _(
                "Ce n’est pas un lien de résumé : collez-le tout entier, de « https » au dernier"
                " caractère après le « # »."
            ),
            field="link",
        ) from None
    try:
        summary = _summary(checking.trusted(checking.read(_asked(link)), known=None, at=at))
    except Untrusted as refusal:
        raise Refused(refusal.fault.label, field="link") from refusal
    return _follow(by=by, at=at, summary=summary, link=link)


def add_file(*, by: User, at: datetime, content: bytes) -> FollowedSummary:
    """Follow the summary of a file, or bring a newer one of a summary already followed.

    Raises:
        Refused: the file is not a summary, or not to be believed.
    """
    try:
        envelope = checking.read(content[: LARGEST + 1])
        document = checking.trusted(envelope, known=None, at=at)
        mine = FollowedSummary.objects.filter(user=by, summary_id=document.id).first()
        if mine is not None:
            _take(mine, checking.trusted(envelope, known=_known(mine), at=at), at=at)
            return mine
        return _follow(by=by, at=at, summary=_summary(document), link=None)
    except Untrusted as refusal:
        raise Refused(refusal.fault.label, field="file") from refusal


def refresh(*, followed: FollowedSummary, at: datetime) -> None:
    """Ask for a summary again. What cannot be believed changes nothing of the last good one: why
    it was refused is kept beside it."""
    if not followed.address:
        return
    link = Link(followed.address, followed.token)
    try:
        _take(
            followed,
            checking.trusted(checking.read(_asked(link)), known=_known(followed), at=at),
            at=at,
        )
    except Untrusted as refusal:
        followed.fault, followed.checked_at = refusal.fault, at
        followed.save(update_fields=["fault", "checked_at"])


def remove(*, followed: FollowedSummary) -> None:
    followed.delete()


def _asked(link: Link) -> bytes:
    """What the other instance answers; its notice of withdrawal is an answer too.

    Raises:
        Untrusted: none, or not one to read.
    """
    headers = {"Authorization": f"Bearer {link.token}", "Accept": "application/json"}
    try:
        page = pages.read(link.address, headers=headers)
    except pages.Forbidden as fault:
        raise Untrusted(Fault.FORBIDDEN) from fault
    except pages.Unreachable as fault:
        raise Untrusted(Fault.UNREACHABLE) from fault
    if page.status == _UNKNOWN:
        raise Untrusted(Fault.UNKNOWN)
    if page.status not in (_OK, _GONE):
        raise Untrusted(Fault.UNREACHABLE)
    return page.content


def _summary(document: Summary | Notice) -> Summary:
    if isinstance(document, Notice):
        raise Untrusted(Fault.WITHDRAWN)
    return document


def _known(followed: FollowedSummary) -> Known:
    return Known(followed.key, followed.summary_id, followed.company_public_id, followed.issued_at)


def _follow(*, by: User, at: datetime, summary: Summary, link: Link | None) -> FollowedSummary:
    if FollowedSummary.objects.filter(user=by).count() >= MOST:
        raise Refused(
            _("Vous suivez déjà %(most)s sociétés : retirez-en une d’abord.") % {"most": MOST}
        )
    try:
        with transaction.atomic():
            return FollowedSummary.objects.create(
                user=by,
                address=link.address if link else "",
                token=link.token if link else "",
                summary_id=summary.id,
                company_public_id=summary.company.id,
                key=summary.key,
                name=summary.company.name,
                issued_at=summary.issued_at,
                document=documents.written(summary),
                received_at=at,
                checked_at=at,
            )
    except IntegrityError:
        raise Refused(_("Vous suivez déjà cette société par ce résumé.")) from None


def _take(followed: FollowedSummary, document: Summary | Notice, *, at: datetime) -> None:
    """Put a document in the place of the one before; a notice of withdrawal erases it."""
    followed.checked_at, followed.issued_at = at, document.issued_at
    if isinstance(document, Notice):
        followed.document, followed.fault = None, Fault.WITHDRAWN
    else:
        followed.document, followed.fault = documents.written(document), ""
        followed.received_at, followed.name = at, document.company.name
    followed.save()
