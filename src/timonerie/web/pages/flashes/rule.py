"""When the flash of the week is due."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.reporting.operations import flash_rules
from timonerie.domains.reporting.queries import flashes
from timonerie.domains.reporting.rules import flash_weeks
from timonerie.web.access import CompanyRequest, policy
from timonerie.web.forms.flashes import RuleForm
from timonerie.web.pages.flashes.frame import form_page
from timonerie.web.pages.settings.frame import answer, url


@policy("flash.rule")
def edit(request: CompanyRequest) -> HttpResponse:
    today = timezone.localdate()
    now = flash_weeks.in_force(flashes.dues(), flash_weeks.week_of(today))
    first = {"weekday": now.weekday, "hour": now.hour, "start": flash_weeks.week_of(today)}
    return answer(
        request,
        RuleForm(request.POST or None, initial=first),
        page=form_page(
            request,
            heading=_("Quand le flash est attendu"),
            lead=_("Vendredi à 15 h, si rien d’autre n’est dit. À l’heure de chaque site."),
            submit=_("Enregistrer"),
            back=url(request, "flashes"),
        ),
        save=lambda data: flash_rules.say(by=request.actor, at=timezone.now(), **data),
        done=lambda _saved: url(request, "flashes"),
        message=_("L’échéance est enregistrée."),
    )
