"""Who may enter the company, with which role, and how far they see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Mandate
from timonerie.domains.organisation.operations import mandates, members
from timonerie.domains.organisation.queries import members as member_queries
from timonerie.foundations.accounts import links, mail, policies
from timonerie.foundations.accounts.models import Membership
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.exports import csv_file
from timonerie.web.forms.members import EndForm, MandateForm, MemberForm, RoleForm
from timonerie.web.pages.settings import history, perimeters
from timonerie.web.pages.settings.frame import Crumb, FormPage, answer, crumbs, url
from timonerie.web.pages.settings.lists import members as listed
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("user.read")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    found = member_queries.members(company_id=request.company.pk, on=timezone.localdate())
    context = {
        "table": listed.table(request, found, links.last_of(request.company)),
        "breadcrumbs": crumbs(request, (_("Accès"), "")),
    }
    return show(request, "settings/members.html", context)


@policy("user.read")
def export(request: CompanyRequest) -> HttpResponse:
    found = member_queries.members(company_id=request.company.pk, on=timezone.localdate())
    rows: list[tuple[object, ...]] = []
    for member in found:
        membership = member.membership
        about = (membership.user.name, membership.user.email, membership.get_role_display())
        told = [
            (
                *about,
                one.unit and one.unit.code,
                one.provider,
                one.start_date,
                one.end_date or membership.end_date,
                one.function and one.function.code,
            )
            for one in member.mandates
        ]
        rows += told or [(*about, "", "", membership.start_date, membership.end_date, "")]
    header = (
        "nom", "adresse", "rôle", "unité", "prestataire", "depuis le", "jusqu’au", "fonction",
    )  # fmt: skip
    return csv_file("acces", header, rows)


@policy("user.write")
def new(request: CompanyRequest) -> HttpResponse:
    return answer(
        request,
        MemberForm(request.POST or None, initial={"start_date": timezone.localdate()}),
        page=FormPage(
            heading=_("Ouvrir un accès"),
            submit=_("Ouvrir l’accès"),
            back=url(request, "settings-members"),
            breadcrumbs=_crumbs(request, (_("Ouvrir un accès"), "")),
        ),
        save=lambda data: members.create(
            by=request.actor,
            at=timezone.now(),
            company=request.company,
            **data | {"password": data["password"] or None},
        ),
        done=lambda membership: url(request, "settings-member", membership.public_id),
        message=_("L’accès est ouvert. Si cette adresse avait un compte, son mot de passe reste."),
    )


@policy("user.read")
def detail(request: CompanyRequest, membership_id: UUID) -> HttpResponse:
    return page_of(request, membership(request, membership_id))


def page_of(request: CompanyRequest, membership: Membership, *, link: str = "") -> HttpResponse:
    """The page of a member; `link` is the one just made for them, told this once."""
    now, today = timezone.now(), timezone.localdate()
    found = member_queries.mandates_of(membership)
    last = links.last_of(request.company).get(membership.user_id)
    context = {
        "membership": membership,
        "mandates": found,
        "today": today,
        "needs_mandate": membership.role in policies.needing_mandate()
        and not any(mandate.is_in_force(on=today) for mandate in found),
        "link": link,
        "last_link": last,
        "link_state": last and links.state(last, at=now),
        "sends_mail": mail.is_configured(),
        "history": history.of(request, kind="membership", public_id=membership.public_id),
        "breadcrumbs": _crumbs(request, (membership.user.name, "")),
    }
    return show(request, "settings/member.html", context)


@policy("user.write")
def move(request: CompanyRequest, membership_id: UUID) -> HttpResponse:
    found = membership(request, membership_id)
    return answer(
        request,
        RoleForm(
            request.POST or None,
            initial={
                "role": found.role,
                "end_date": found.end_date,
                "version": found.version,
            },
        ),
        page=_page(
            request,
            found,
            heading=_("Changer le rôle de %(name)s") % {"name": found.user.name},
            submit=_("Changer le rôle"),
            lead=_(
                "La personne verra et pourra faire, dès sa prochaine page, ce que permet ce rôle"
                " et rien d’autre."
            ),
        ),
        save=lambda data: members.move(
            by=request.actor, at=timezone.now(), membership=found, **data
        ),
        done=lambda _saved: url(request, "settings-member", found.public_id),
        message=_("Le rôle est changé."),
    )


@policy("user.write")
def end(request: CompanyRequest, membership_id: UUID) -> HttpResponse:
    found = membership(request, membership_id)
    return answer(
        request,
        _ending(request, found),
        page=_page(
            request,
            found,
            heading=_("Mettre fin à l’accès de %(name)s") % {"name": found.user.name},
            submit=_("Mettre fin à l’accès"),
            lead=_(
                "La personne n’entrera plus dans cette société après ce jour. Ce qu’elle a fait"
                " reste dans l’historique."
            ),
        ),
        save=lambda data: members.end(
            by=request.actor, at=timezone.now(), membership=found, **data
        ),
        done=lambda _saved: url(request, "settings-member", found.public_id),
        message=_("La fin de l’accès est enregistrée."),
    )


@policy("user.write")
def grant(request: CompanyRequest, membership_id: UUID) -> HttpResponse:
    found = membership(request, membership_id)
    return answer(
        request,
        MandateForm(request.POST or None, initial={"start_date": timezone.localdate()}),
        page=_page(
            request,
            found,
            heading=_("Donner un mandat à %(name)s") % {"name": found.user.name},
            submit=_("Donner ce mandat"),
            lead=_("Le mandat limite ce que la personne voit. Les trois critères se cumulent."),
        ),
        save=perimeters.followed(
            request,
            lambda data: mandates.grant(
                by=request.actor, at=timezone.now(), membership=found, **data
            ),
        ),
        done=lambda _saved: url(request, "settings-member", found.public_id),
        message=_("Le mandat est donné."),
    )


@policy("user.write")
def end_mandate(request: CompanyRequest, mandate_id: UUID) -> HttpResponse:
    mandate = get_object_or_404(Mandate, public_id=mandate_id)
    membership = get_object_or_404(
        Membership.objects.select_related("user"),
        pk=mandate.membership_id,
        company=request.company,
    )
    return answer(
        request,
        _ending(request, mandate),
        page=_page(
            request,
            membership,
            heading=_("Mettre fin à un mandat de %(name)s") % {"name": membership.user.name},
            submit=_("Mettre fin au mandat"),
        ),
        save=perimeters.followed(
            request,
            lambda data: mandates.end(by=request.actor, at=timezone.now(), mandate=mandate, **data),
        ),
        done=lambda _saved: url(request, "settings-member", membership.public_id),
        message=_("La fin du mandat est enregistrée."),
    )


def _ending(request: CompanyRequest, row: Membership | Mandate) -> EndForm:
    first = {"end_date": timezone.localdate(), "version": row.version}
    return EndForm(request.POST or None, initial=first)


def membership(request: CompanyRequest, membership_id: UUID) -> Membership:
    rows = Membership.objects.filter(company=request.company).select_related("user", "company")
    return get_object_or_404(rows, public_id=membership_id)


def _crumbs(request: CompanyRequest, *steps: tuple[str, str]) -> list[Crumb]:
    return crumbs(request, (_("Accès"), url(request, "settings-members")), *steps)


def _page(
    request: CompanyRequest, membership: Membership, *, heading: str, submit: str, lead: str = ""
) -> FormPage:
    here = url(request, "settings-member", membership.public_id)
    return FormPage(
        heading=heading,
        submit=submit,
        back=here,
        lead=lead,
        breadcrumbs=_crumbs(request, (membership.user.name, here), (submit, "")),
    )
