"""What the sites owe the group, and how the reports of the contracts are followed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timonerie.domains.reporting.models import ReportBinding, ReportRule
from timonerie.domains.reporting.operations import report_bindings, report_rules
from timonerie.domains.reporting.operations.report_rules import Said
from timonerie.domains.reporting.queries import report_lines, report_owed
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.due_reports import BindingForm, RuleChangeForm, RuleForm
from timonerie.web.pages.due_reports import tables
from timonerie.web.pages.settings.frame import FormPage, act, answer, crumbs, url, version_asked
from timonerie.web.remembering import remembered
from timonerie.web.responses import show


@policy("report.judge")
@remembered
def index(request: CompanyRequest) -> HttpResponse:
    rules, lines = (
        list(report_lines.rules().filter(archived_at__isnull=True)),
        report_lines.followed(request.actor, on=timezone.localdate()),
    )
    functions = report_owed.functions_of(report_owed.line_of(one).contract_id for one in lines)
    context = {
        "rules": tables.of_rules(request, rules) if rules else None,
        "kept": rules,
        "lines": tables.of_bindings(request, lines, functions) if lines else None,
        "put_away": list(ReportRule.objects.filter(archived_at__isnull=False).order_by("title")),
        "breadcrumbs": crumbs(request, (_("Rapports"), "")),
    }
    return show(request, "settings/reports.html", context)


@policy("report.judge")
def new(request: CompanyRequest) -> HttpResponse:
    form = RuleForm(request.POST or None, reader=request.actor, on=timezone.localdate())
    return answer(
        request,
        form,
        page=_page(request, _("Demander un rapport aux sites"), url(request, "settings-reports")),
        save=lambda data: report_rules.create(
            by=request.actor, at=timezone.now(), said=Said(**data)
        ),
        done=lambda _saved: url(request, "settings-reports"),
        message=_("La règle est écrite : les périodes s’ouvrent dans l’heure."),
    )


@policy("report.judge")
def detail(request: CompanyRequest, report_rule_id: UUID) -> HttpResponse:
    """Say it otherwise, from a day on."""
    rule = get_object_or_404(report_lines.rules(), public_id=report_rule_id)
    form = RuleChangeForm(
        request.POST or None,
        reader=request.actor,
        on=timezone.localdate(),
        initial=_initial(rule),
    )
    page = _page(request, rule.title, url(request, "settings-reports"))

    def save(data: dict[str, Any]) -> None:
        version = data.pop("version")
        report_rules.revise(
            by=request.actor, at=timezone.now(), rule=rule, version=version, said=Said(**data)
        )

    return answer(
        request,
        form,
        page=page,
        save=save,
        done=lambda _saved: url(request, "settings-report-rule", rule.public_id),
        message=_(
            "La règle vaut ainsi à partir de ce jour ; les périodes ouvertes ne changent pas."
        ),
    )


@require_POST
@policy("report.judge")
def archive(request: CompanyRequest, report_rule_id: UUID) -> HttpResponse:
    return _put_away(
        request,
        report_rule_id,
        report_rules.archive,
        _("La règle est archivée : plus aucune période ne s’ouvre."),
    )


@require_POST
@policy("report.judge")
def restore(request: CompanyRequest, report_rule_id: UUID) -> HttpResponse:
    return _put_away(
        request,
        report_rule_id,
        report_rules.restore,
        _("La règle est reprise : ses périodes s’ouvrent de nouveau."),
    )


def _put_away(
    request: CompanyRequest, report_rule_id: UUID, call: Any, message: str
) -> HttpResponse:
    rule = get_object_or_404(ReportRule.objects.all(), public_id=report_rule_id)
    version = version_asked(request, rule.version)
    return act(
        request,
        partial(call, by=request.actor, at=timezone.now(), rule=rule, version=version),
        to=url(request, "settings-reports"),
        message=message,
    )


@policy("report.judge")
def line(request: CompanyRequest, report_line_id: UUID) -> HttpResponse:
    """Its model, and whom the reminders name."""
    binding = get_object_or_404(ReportBinding.objects.all(), public_id=report_line_id)
    if binding.pk not in {
        one.pk for one in report_lines.followed(request.actor, on=timezone.localdate())
    }:
        binding = get_object_or_404(ReportBinding.objects.none(), public_id=report_line_id)
    form = BindingForm(
        request.POST or None,
        initial={
            name: getattr(binding, name) for name in ("version", "model", "recipient", "email")
        },
    )
    return answer(
        request,
        form,
        page=_page(request, report_owed.line_of(binding).title, url(request, "settings-reports")),
        save=lambda data: report_bindings.change(
            by=request.actor, at=timezone.now(), binding=binding, **data
        ),
        done=lambda _saved: url(request, "settings-reports"),
        message=_("Noté : cela vaut dès la prochaine période."),
    )


def _page(request: CompanyRequest, heading: str, back: str) -> FormPage:
    return FormPage(
        heading=heading,
        submit=_("Enregistrer"),
        back=back,
        breadcrumbs=crumbs(request, (_("Rapports"), back), (heading, "")),
    )


def _initial(rule: ReportRule) -> dict[str, Any]:
    terms = max(rule.terms.all(), key=lambda one: (one.start_date, one.pk))
    told = {name: getattr(terms, name) for name in ("cadence", "day", "grace_days", "model")}
    return {
        **told,
        "title": rule.title,
        "version": rule.version,
        "start_date": timezone.localdate().replace(day=1),
        "sites": [one.unit.public_id for one in terms.sites.all()],
    }
