"""What the sites asked for: listed, answered, given to a post."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.operations import flash_needs
from timonerie.domains.reporting.queries import needs
from timonerie.web import flash_words
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.flashes import AnswerForm, OwnForm
from timonerie.web.pages.flashes import tables
from timonerie.web.pages.flashes.frame import crumbs, form_page, need_of
from timonerie.web.pages.settings.frame import answer, url
from timonerie.web.remembering import remembered
from timonerie.web.responses import show

SHOWN = 500


@policy("flash.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    """Those that wait first, the oldest first; then the others, the latest first."""
    on = timezone.localdate()
    waiting = list(needs.waiting(request.actor, on=on)[:SHOWN])
    known = {one.pk for one in waiting}
    others = [one for one in needs.visible_to(request.actor, on=on)[:SHOWN] if one.pk not in known]
    context = {
        "table": tables.of_needs(request, [*waiting, *others], on=on),
        "breadcrumbs": crumbs(request, (_("Besoins"), "")),
    }
    return show(request, "flashes/needs.html", context)


@policy("flash.answer")
def reply(request: CompanyRequest, need_id: UUID) -> HttpResponse:
    need = need_of(request, need_id)
    form = AnswerForm(request.POST or None, initial={"version": need.version, "text": need.answer})
    words = {"site": need.unit.name, "need": need.text}
    return answer(
        request,
        form,
        page=form_page(
            request,
            heading=_("Répondre à un besoin"),
            lead=_("%(site)s : « %(need)s »") % words,
            submit=_("Répondre"),
            back=url(request, "flash-needs"),
        ),
        save=lambda data: flash_needs.answer(
            by=request.actor, at=timezone.now(), need=need, **data
        ),
        done=lambda _saved: url(request, "flash-week", need.week.isoformat()),
        message=_("La réponse est notée : le site la lira en ouvrant son prochain flash."),
    )


@policy("flash.answer")
def own(request: CompanyRequest, need_id: UUID) -> HttpResponse:
    need = need_of(request, need_id)
    first = {
        "version": need.version,
        "owner": need.owner.public_id if need.owner else None,
        "due_date": need.due_date,
    }
    form = OwnForm(request.POST or None, reader=request.actor, initial=first)
    words = {"site": need.unit.name, "need": need.text, "week": flash_words.week(need.week)}
    return answer(
        request,
        form,
        page=form_page(
            request,
            heading=_("Confier un besoin à un poste"),
            lead=_("%(site)s, %(week)s : « %(need)s »") % words,
            submit=_("Confier"),
            back=url(request, "flash-needs"),
        ),
        save=lambda data: flash_needs.own(by=request.actor, at=timezone.now(), need=need, **data),
        done=lambda _saved: url(request, "flash-week", need.week.isoformat()),
        message=_("Le besoin est porté, avec son jour."),
    )
