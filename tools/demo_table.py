"""What was planted in the demo, and what its signals say of it: run inside an instance."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from timonerie.cli.demo.horizon import shifted
from timonerie.cli.demo.plan import DEFAULT_SEED, Plan
from timonerie.cli.demo.planted import Planted
from timonerie.domains.signals.models import WeakSignal
from timonerie.domains.signals.queries import detecting
from timonerie.domains.signals.queries.given import Asked
from timonerie.domains.signals.queries.signals import NAMED
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

SHOWN_BY = {
    "payroll-errors": ("provider_errors", True),
    "late-inputs": ("client_on_time", False),
    "slow-pick-up": ("pick_up_time_median", True),
    "outage": ("cases", True),
    "silence": ("cases", False),
    "price-rise": ("unit_cost", True),
    "late-closing": ("sla_met", False),
    "staff-change": ("reworked", True),
    "late-december": ("sla_met", False),
    "more-requests": ("cases", True),
}
"""By what was planted: the indicator that must show it, and whether it rises."""
BEFORE, AFTER = timedelta(days=31), timedelta(days=123)
"""How far from the truth a date may stand: what comes little by little is seen later."""


def show(day: str) -> None:
    """Print it, as lines of Markdown; the facts stop before that day (ISO)."""
    as_of = date.fromisoformat(day)
    plan = Plan.of(seed=DEFAULT_SEED, as_of=as_of)
    with current.company(Company.objects.get(slug=plan.slug).pk):
        raised = list(WeakSignal.objects.select_related(*NAMED).order_by("opened_on", "pk"))
        watched = detecting.read(on=as_of)
    print("\n".join(_table(plan.planted, raised, watched)))


def _table(
    planted: Sequence[Planted], raised: Sequence[WeakSignal], watched: Sequence[Asked]
) -> Iterator[str]:
    found = [next((one for one in raised if _shows(one, each)), None) for each in planted]
    yield "| glissé | de | à | dit par un signal | levé le | depuis, dit-il |"
    yield "|---|---|---|---|---|---|"
    for each, one in zip(planted, found, strict=True):
        told = ("oui", _day(one.opened_on), _day(one.since)) if one else ("non", "", "")
        yield f"| {' | '.join((each.title, _day(each.first_day), _day(each.last_day), *told))} |"
    others = [one for one in raised if one not in found]
    matters = detecting.matters(watched)
    near = [one for one in others if any(_is_near(one, each) for each in planted)]
    yield ""
    yield f"{len(watched)} séries suivies, {len(raised)} signaux levés depuis un an ou encore là :"
    yield f"{len(raised) - len(others)} disent ce qui a été glissé, {len(near)} ce que le même"
    yield "prestataire montre au même moment,"
    yield f"**{len(others) - len(near)} rien qui ait été glissé**. Le réglage par défaut"
    yield f"accepte {round(matters / 10)} fausses alertes par an, sur {matters} sujets."


def _shows(one: WeakSignal, each: Planted) -> bool:
    code = one.indicator.code if one.indicator else None
    return (code, one.higher) == SHOWN_BY[each.code] and _is_near(one, each)


def _is_near(one: WeakSignal, each: Planted) -> bool:
    """The same provider and site, since about the day that it began, or began again."""
    provider = one.provider.name if one.provider else ""
    where = one.unit is None or one.unit.name in {site.name for site in each.sites}
    starts = [month for month in each.months if shifted(month, -1) not in each.months]
    dated = any(start - BEFORE <= one.since <= start + AFTER for start in starts)
    return provider == each.provider and where and dated


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
