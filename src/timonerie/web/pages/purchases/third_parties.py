"""The third-party accounts of the books: which provider each is, in one gesture for many."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from timonerie.domains.facts.models import ThirdParty, ThirdPartyState
from timonerie.domains.facts.operations import third_parties
from timonerie.domains.facts.queries import purchases
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries import providers
from timonerie.foundations.wording import formats
from timonerie.web import purchase_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.pages.purchases import frame
from timonerie.web.pages.settings.frame import act, url
from timonerie.web.responses import show
from timonerie.web.tables import Cell, Column, Row, Table

USUAL_SHARE = 0.8
"""What is ticked at first: the largest unknown ones, up to this share of what they cost."""
MOST_TICKED = 40
PICKED = "choisi"


@policy("ledger.read")
def index(request: CompanyRequest) -> HttpResponse:
    """Those to settle first, ticked by what they cost."""
    frame.whole(request)
    spends = purchases.spends()
    found = sorted(
        purchases.third_parties().values(),
        key=lambda one: (-spends.get(one.key, 0), one.label, one.pk),
    )
    by_state = {state: [one for one in found if one.state == state] for state in ThirdPartyState}
    may_create = request.actor.may("ledger.write") and request.actor.may("provider.write")
    context = frame.context(request, "purchases-third-parties") | {
        "doubtful": [_asked(request, one, spends) for one in by_state[ThirdPartyState.DOUBTFUL]],
        "unknown": _unknown(request, by_state[ThirdPartyState.TO_ASK], spends, may=may_create),
        "unknown_count": len(by_state[ThirdPartyState.TO_ASK]),
        "settled": _settled(
            request,
            [*by_state[ThirdPartyState.MATCHED], *by_state[ThirdPartyState.SET_ASIDE]],
            spends,
        ),
        "known_count": len(found),
        "may_create": may_create,
        "firms": list(providers.visible_to(request.actor).active().order_by("name"))
        if may_create
        else [],
    }
    return show(request, "purchases/third_parties.html", context)


@require_POST
@policy("ledger.write")
def settle(request: CompanyRequest) -> HttpResponse:
    """Make providers of those ticked, or set them aside."""
    frame.whole(request)
    picked = list(_picked(request))
    here = url(request, "purchases-third-parties")
    if not picked:
        messages.error(request, _("Cochez au moins un compte de tiers."))
        return redirect(here)
    if "mettre_de_cote" in request.POST:
        count = third_parties.set_aside(by=request.actor, at=timezone.now(), third_parties=picked)
        messages.success(request, _aside(count))
        return redirect(here)
    try:
        made = third_parties.create_providers(
            by=request.actor, at=timezone.now(), third_parties=picked
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _made(len(made)))
    return redirect(here)


@require_POST
@policy("ledger.write")
def answer(request: CompanyRequest, third_party_id: UUID) -> HttpResponse:
    """Say of one which provider it is, that it is another, or take back what was said."""
    one = _one(request, third_party_id)
    gesture, message = _gesture(request, one)
    return act(request, gesture, to=url(request, "purchases-third-parties"), message=message)


def _gesture(request: CompanyRequest, one: ThirdParty) -> tuple[Callable[[], Any], str]:
    by, at = request.actor, timezone.now()
    asked = request.POST.get("geste", "")
    if asked == "creer":
        words = _("« %(name)s » est un prestataire de plus.") % {"name": one.label}
        return (
            lambda: third_parties.create_providers(by=by, at=at, third_parties=[one]),
            words,
        )
    if asked == "mettre_de_cote":
        return lambda: third_parties.set_aside(by=by, at=at, third_parties=[one]), _aside(1)
    if asked == "reprendre":
        words = _("« %(name)s » attend de nouveau votre réponse.") % {"name": one.label}
        return lambda: third_parties.reopen(by=by, at=at, third_party=one), words
    firm = _firm(request, one)
    words = _("« %(name)s » est rattaché à « %(firm)s ».") % {"name": one.label, "firm": firm or ""}

    def link() -> None:
        if firm is None:
            raise Refused(_("Choisissez le prestataire auquel le rattacher."))
        third_parties.link(by=by, at=at, third_party=one, provider=firm)

    return link, words


def _firm(request: CompanyRequest, one: ThirdParty) -> Provider | None:
    text = request.POST.get("prestataire", "")
    if not text:
        return one.candidate if request.POST.get("geste") == "oui" else None
    try:
        found: Provider | None = (
            providers.visible_to(request.actor).active().filter(public_id=text).first()
        )
    except ValidationError:
        return None
    return found


def _one(request: CompanyRequest, third_party_id: UUID) -> ThirdParty:
    frame.whole(request)
    rows = ThirdParty.objects.select_related("candidate", "provider")
    found: ThirdParty = get_object_or_404(rows, public_id=third_party_id)
    return found


def _picked(request: CompanyRequest) -> "QuerySet[ThirdParty]":
    try:
        return ThirdParty.objects.filter(public_id__in=request.POST.getlist(PICKED)).order_by("pk")
    except ValidationError:
        return ThirdParty.objects.none()


def _asked(request: CompanyRequest, one: ThirdParty, spends: dict[str, int]) -> dict[str, Any]:
    return {
        "one": one,
        "candidate": one.candidate,
        "url": url(request, "purchases-third-party", one.public_id),
        "spend": purchase_words.euros(spends.get(one.key)) or _("rien sur douze mois"),
        "lines_url": frame.lines_url(request, keys=[one.key]),
    }


def _unknown(
    request: CompanyRequest, found: Sequence[ThirdParty], spends: dict[str, int], *, may: bool
) -> Table:
    ticked = _ticked(found, spends)
    return Table(
        name="inconnus",
        caption=_("Comptes de tiers inconnus"),
        columns=(
            Column(label=_("Tiers"), is_long=True),
            Column(label=_("Compte")),
            Column(label=_("Douze mois"), is_number=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=one.label,
                        pick=str(one.public_id) if may else "",
                        is_picked=one.pk in ticked,
                    ),
                    Cell(text=one.code, note=one.siren),
                    purchase_words.money(
                        spends.get(one.key), url=frame.lines_url(request, keys=[one.key])
                    ),
                )
            )
            for one in found
        ),
    )


def _ticked(found: Sequence[ThirdParty], spends: dict[str, int]) -> set[int]:
    """The largest first, until they make most of what all of them cost."""
    known = [(max(spends.get(one.key, 0), 0), one.pk) for one in found]
    total = sum(spend for spend, _pk in known)
    ticked, reached = set(), 0
    for spend, pk in sorted(known, key=lambda one: -one[0])[:MOST_TICKED]:
        if not spend or reached >= total * USUAL_SHARE:
            break
        ticked.add(pk)
        reached += spend
    return ticked


def _settled(request: CompanyRequest, found: Sequence[ThirdParty], spends: dict[str, int]) -> Table:
    return Table(
        name="connus",
        caption=_("Comptes de tiers déjà tranchés"),
        columns=(
            Column(label=_("Tiers"), is_long=True),
            Column(label=_("Compte")),
            Column(label=_("Situation"), is_filter=True),
            Column(label=_("Prestataire"), is_filter=True),
            Column(label=_("Par")),
            Column(label=_("Douze mois"), is_number=True),
        ),
        rows=tuple(_settled_row(request, one, spends) for one in found),
    )


def _settled_row(request: CompanyRequest, one: ThirdParty, spends: dict[str, int]) -> Row:
    firm = one.provider
    return Row(
        cells=(
            Cell(text=one.label, url=url(request, "purchases-third-party-page", one.public_id)),
            Cell(text=one.code, note=one.siren),
            Cell(text=one.get_state_display()),
            Cell(
                text=firm.name if firm else "—",
                url=url(request, "provider", firm.public_id) if firm else "",
                is_soft=firm is None,
            ),
            Cell(text=one.settled_by or _("même nom, rattaché d’office")),
            purchase_words.money(spends.get(one.key)),
        )
    )


@policy("ledger.read")
def detail(request: CompanyRequest, third_party_id: UUID) -> HttpResponse:
    """One third party, to say another provider or to take back what was said."""
    one = _one(request, third_party_id)
    spends = purchases.spends()
    may_write = request.actor.may("ledger.write")
    context = frame.context(request, "purchases-third-parties") | {
        "one": one,
        "asked": _asked(request, one, spends),
        "is_settled": one.state in (ThirdPartyState.MATCHED, ThirdPartyState.SET_ASIDE),
        "firms": list(providers.visible_to(request.actor).active().order_by("name"))
        if may_write
        else [],
        "breadcrumbs": frame.crumbs(
            request,
            (_("Comptes de tiers"), url(request, "purchases-third-parties")),
            (one.label, ""),
        ),
    }
    return show(request, "purchases/third_party.html", context)


def _made(count: int) -> str:
    return ngettext(
        "%(n)s prestataire créé.", "%(n)s prestataires créés.", formats.plural(count)
    ) % {"n": formats.number(count)}


def _aside(count: int) -> str:
    return ngettext(
        "%(n)s compte de tiers mis de côté : sa dépense reste comptée.",
        "%(n)s comptes de tiers mis de côté : leur dépense reste comptée.",
        formats.plural(count),
    ) % {"n": formats.number(count)}
