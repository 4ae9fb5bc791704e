"""Cycles on screen: three gestures to begin one, one click a step, a page behind a link."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from tests.factories import accounts, reports
from tests.factories import cycles as made
from tests.factories.figures import NOW, Measured
from tests.web.pages.conftest import browse
from tests.web.pages.test_provider_files import text
from timonerie.domains.organisation.operations import mandates
from timonerie.domains.reporting.models import Cycle, CycleLink, CycleRun, CycleStep, RunStep
from timonerie.domains.reporting.operations import cycle_runs
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.scope import current
from timonerie.web.calendar_feeds import registry
from timonerie.web.digests.reader import reader_of
from timonerie.web.digests.sources import reports as lateness
from timonerie.web.digests.sources.deadlines import deadlines

pytestmark = pytest.mark.slow
NARROW = "\u202f"


@pytest.fixture(autouse=True)
def clock(measured: Measured) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as moved, current.company(measured.company.pk):
        yield moved


def home(measured: Measured, end: str = "") -> str:
    return f"/{measured.slug}/cycles/{end}"


def payroll(measured: Measured, **parts: Any) -> Cycle:
    return made.payroll(
        measured.alice, "Lyon", "Nantes", provider=measured.nova, at=NOW,
        start_date=NOW.date().replace(day=1), **parts,
    )  # fmt: skip


def run_of(cycle: Cycle, name: str = "Lyon") -> CycleRun:
    return made.run(cycle, name, NOW.date().replace(day=1))


def member(measured: Measured, role: Role, **where: Any) -> Client:
    found = accounts.membership(measured.company, role, name="Bruno Petit")
    mandates.grant(
        by=measured.alice, at=NOW, membership=found, start_date=date(2020, 1, 1), **where
    )
    return browse(found.user)


def test_three_gestures_begin_a_cycle(browser: Client, measured: Measured) -> None:
    assert "Aucun cycle n’est commencé" in text(browser.get(home(measured)))
    assert "Paie du mois" in text(browser.get(home(measured, "nouveau/")))
    chosen = home(measured, "nouveau/?modele=PAYROLL_MONTH")
    assert "Commencer ce cycle" in text(browser.get(chosen))
    told = {
        "title": "Paie du mois",
        "provider": measured.nova.public_id,
        "sites": [measured.group.lyon.public_id, measured.group.nantes.public_id],
        "cadence": "monthly",
        "start_date": NOW.date().isoformat(),
    }
    shown = text(browser.post(chosen, told, follow=True))
    assert "Remise des variables" in shown
    assert CycleRun.objects.count() == 2
    board = text(browser.get(home(measured)))
    assert "À qui la main" in board
    assert "Nova Paie" in board or measured.nova.name in board


def test_a_model_that_does_not_exist_is_nowhere(browser: Client, measured: Measured) -> None:
    assert browser.get(home(measured, "nouveau/?modele=LUNE")).status_code == 404


def test_a_cycle_without_a_model_gets_its_steps_one_by_one(
    browser: Client, measured: Measured
) -> None:
    start = NOW.date().replace(day=1).isoformat()
    told = {
        "title": "Relances", "provider": measured.nova.public_id, "cadence": "monthly",
        "start_date": start,
    }  # fmt: skip
    shown = browser.post(home(measured, "nouveau/?modele=VIDE"), told, follow=True)
    assert "Ajoutez une première étape" in text(shown)
    cycle = Cycle.objects.get()
    step = {
        "title": "Balance âgée", "side": "theirs", "base": "end", "days": "2", "start_date": start,
        "version": cycle.version,
    }  # fmt: skip
    answer = browser.post(home(measured, f"{cycle.public_id}/etapes/nouvelle/"), step, follow=True)
    assert "2 jours ouvrés après la fin de la période" in text(answer)
    assert CycleRun.objects.get().steps.get().title == "Balance âgée"


def test_steps_are_done_with_one_click_then_undone(browser: Client, measured: Measured) -> None:
    run = run_of(payroll(measured))
    here = home(measured, f"passages/{run.public_id}/")
    page = text(browser.get(here))
    assert "la main est à Lyon" in page
    first = made.step(run, "inputs")
    done = text(browser.post(home(measured, f"pas/{first.public_id}/faire/"), follow=True))
    assert "L’étape est faite." in done
    assert f"la main est à {measured.nova.name}" in done
    undone = browser.post(home(measured, f"pas/{first.public_id}/annuler/"), follow=True)
    assert "la main est à Lyon" in text(undone)


def test_done_before_its_turn_is_told(browser: Client, measured: Measured) -> None:
    step = made.step(run_of(payroll(measured)), "payslips")
    address = home(measured, f"pas/{step.public_id}/faire/")
    answer = browser.post(address, {"reprises": "aucune"}, follow=True)
    assert "Une étape d’avant ne l’est pas encore" in text(answer)
    assert made.step(step.run, "payslips").redone == 0


def test_redone_items_come_with_a_reason(browser: Client, measured: Measured) -> None:
    step = made.step(run_of(payroll(measured)), "payslips")
    address = home(measured, f"pas/{step.public_id}/")
    wrong = text(browser.post(address, {"items": "3", "redone": "4"}))
    assert "plus de reprises que" in wrong
    assert made.step(step.run, "payslips").state == "due"
    told = {"items": "40", "redone": "4", "reason": "Primes", "given": "Journal 12"}
    shown = text(browser.post(address, told, follow=True))
    assert "4 reprises sur 40" in shown
    assert "Journal 12" in shown


def test_late_steps_say_since_when(measured: Measured, clock: time_machine.Traveller) -> None:
    payroll(measured)
    clock.shift(timedelta(days=40))
    page = text(browse(accounts.user_of(measured.alice)).get(home(measured)))
    assert re.search(r"en retard</span></span>\s*<small>(\d\d/){2}\d{4}", page)
    assert "state-missed" in page


def test_a_site_does_its_own_and_sees_no_other(browser: Client, measured: Measured) -> None:
    cycle = payroll(measured)
    lyon, nantes = run_of(cycle), run_of(cycle, "Nantes")
    manager = member(measured, Role.SITE_MANAGER, unit=measured.group.lyon)
    board = text(manager.get(home(measured)))
    assert "Lyon" in board
    assert "Nantes" not in board
    assert manager.get(home(measured, f"passages/{nantes.public_id}/")).status_code == 404
    page = text(manager.get(home(measured, f"passages/{lyon.public_id}/")))
    assert page.count("C’est fait") == 4, "our four steps, none of theirs"
    theirs = made.step(lyon, "payslips")
    refused = manager.post(home(measured, f"pas/{theirs.public_id}/faire/"))
    assert refused.status_code == 403


def test_a_provider_does_its_own(browser: Client, measured: Measured) -> None:
    cycle = payroll(measured)
    firm = member(measured, Role.PROVIDER, provider=measured.nova)
    run = run_of(cycle)
    page = text(firm.get(home(measured, f"passages/{run.public_id}/")))
    assert "Fait, sans reprise" in page
    address = home(measured, f"pas/{made.step(run, 'payslips').public_id}/faire/")
    assert firm.post(address).status_code == 302
    assert made.step(run, "payslips").way == "account"
    assert firm.get(home(measured, "nouveau/")).status_code == 403


def test_a_passage_closes_and_is_taken_up(browser: Client, measured: Measured) -> None:
    run = run_of(payroll(measured))
    address = home(measured, f"passages/{run.public_id}/")
    assert "Écrivez une ligne" in text(browser.post(f"{address}clore/", {"reason": ""}))
    closed = text(browser.post(f"{address}clore/", {"reason": "Site fermé"}, follow=True))
    assert "Ce passage est clos" in closed
    assert "sans objet" in closed
    taken = text(browser.post(f"{address}rouvrir/", follow=True))
    assert "Ce passage est clos" not in taken


def test_a_step_is_waived_with_its_reason(browser: Client, measured: Measured) -> None:
    step = made.step(run_of(payroll(measured)), "dsn")
    address = home(measured, f"pas/{step.public_id}/sans-objet/")
    assert "Aucun salarié" in text(browser.post(address, {"reason": "Aucun salarié"}, follow=True))


def test_steps_change_for_the_periods_to_come(browser: Client, measured: Measured) -> None:
    cycle = payroll(measured)
    step = CycleStep.objects.get(version__cycle=cycle, key="inputs")
    address = home(measured, f"etapes/{step.public_id}/")
    page = text(browser.get(address))
    assert "Retirer cette étape" in page
    told = {
        "title": "Variables", "side": "ours", "base": "end", "days": "-8",
        "start_date": NOW.date().isoformat(), "version": cycle.version,
    }  # fmt: skip
    later = {**told, "start_date": "2027-01-01"}
    first = {**told, "start_date": NOW.date().replace(day=1).isoformat()}
    assert "Un passage a déjà pris ces étapes" in text(browser.post(address, first))
    assert browser.post(address, later).status_code == 302
    old = browser.post(address, {**later, "title": "Autre"})
    assert "modifié" in text(old)
    removal = text(browser.get(f"{address}retirer/"))
    assert "Les passages ouverts la gardent" in removal


def test_a_cycle_is_changed_then_put_away(browser: Client, measured: Measured) -> None:
    cycle = payroll(measured)
    address = home(measured, f"{cycle.public_id}/")
    told = {
        "title": "Paie", "provider": measured.nova.public_id, "cadence": "monthly",
        "start_date": cycle.start_date.isoformat(), "version": cycle.version,
        "sites": [measured.group.lyon.public_id],
    }  # fmt: skip
    assert "Paie" in text(browser.post(f"{address}modifier/", told, follow=True))
    assert "modifié" in text(browser.post(f"{address}modifier/", {**told, "title": "X"}))
    cycle.refresh_from_db()
    gone = browser.post(f"{address}archiver/?version={cycle.version}", follow=True)
    assert "Reprendre des archives" in text(gone)
    assert "Paie" in text(browser.get(home(measured, "archives/")))
    back = browser.post(f"{address}desarchiver/", follow=True)
    assert "Archiver le cycle" in text(back)


def test_an_arrival_opens_under_a_reference(browser: Client, measured: Measured) -> None:
    cycle = made.arrivals(measured.alice, provider=measured.nova)
    address = home(measured, f"{cycle.public_id}/passages/nouveau/")
    told = {"day": "2026-04-20", "reference": "Jean Dupont",
            "site": measured.group.lyon.public_id}  # fmt: skip
    assert "jamais un nom" in text(browser.post(address, told))
    shown = text(browser.post(address, {**told, "reference": "arr-7"}, follow=True))
    assert "Lyon, ARR-7" in shown


def link_to(browser: Client, measured: Measured, cycle: Cycle, holder: Any) -> str:
    told = {"holder": str(holder.public_id), "recipient": "Paul", "days": "30"}
    address = home(measured, f"{cycle.public_id}/lien/")
    page = browser.post(address, told).content.decode()
    return "/etape/" + page.partition("/etape/")[2].partition('"')[0]


def test_a_link_is_shown_once_then_does_one_side(browser: Client, measured: Measured) -> None:
    cycle = payroll(measured)
    address = link_to(browser, measured, cycle, measured.nova)
    visitor = Client()
    page = visitor.get(address)
    assert page.status_code == 200
    assert "Bulletins" in text(page)
    assert "Remise des variables" not in text(page)
    step = made.step(run_of(cycle), "payslips")
    prefix = str(step.public_id)[:8]
    wrong = {"etape": str(step.public_id), f"{prefix}-items": "1", f"{prefix}-redone": "9"}
    assert "plus de reprises que" in text(visitor.post(address, wrong))
    told = {**wrong, f"{prefix}-items": "40"}
    assert "9 reprises sur 40" in text(visitor.post(address, told, follow=True))
    assert made.step(step.run, "payslips").way == "link"
    undone = visitor.post(address, {"etape": str(step.public_id), "annuler": "1"}, follow=True)
    assert "de nouveau à faire" in text(undone)
    assert "dernier" in text(browser.get(home(measured, f"{cycle.public_id}/"))).lower()


def test_a_site_without_accounts_has_a_link_too(browser: Client, measured: Measured) -> None:
    cycle = payroll(measured)
    address = link_to(browser, measured, cycle, measured.group.lyon)
    page = text(Client().get(address))
    assert "Remise des variables" in page
    assert "Bulletins" not in page
    assert "Nantes" not in page


@pytest.mark.parametrize("told", [{}, {"etape": "x"}, {"etape": str(uuid4())}])
def test_a_link_takes_no_step_that_is_not_its_own(
    browser: Client, measured: Measured, told: dict[str, str]
) -> None:
    cycle = payroll(measured)
    address = link_to(browser, measured, cycle, measured.nova)
    answer = Client().post(address, told, follow=True)
    assert "n’est plus à faire par ce lien" in text(answer)
    foreign = made.step(run_of(cycle), "inputs")
    Client().post(address, {"etape": str(foreign.public_id)})
    assert not RunStep.objects.filter(state="done").exists()


def test_a_link_revoked_or_past_opens_nothing(
    browser: Client, measured: Measured, clock: time_machine.Traveller
) -> None:
    cycle = payroll(measured)
    address = link_to(browser, measured, cycle, measured.nova)
    link = CycleLink.objects.get()
    browser.post(home(measured, f"liens/{link.public_id}/revoquer/"))
    closed = Client().get(address)
    assert closed.status_code == 410
    assert "Paie" not in text(closed)
    assert Client().get("/etape/inconnu/").status_code == 410
    other = link_to(browser, measured, cycle, measured.nova)
    clock.shift(timedelta(days=30))
    assert Client().get(other).status_code == 410


def test_the_sentence_stands_above_its_chart_and_its_table(
    measured: Measured, clock: time_machine.Traveller
) -> None:
    """Six months: late inputs at Lyon come before most of what is done again."""
    start = date(2026, 1, 1)
    cycle = made.payroll(
        measured.alice, "Lyon", "Nantes", provider=measured.nova, start_date=start, at=NOW
    )
    clock.move_to(datetime(2026, 7, 6, 9, tzinfo=NOW.tzinfo))
    cycle_runs.open_due(by=measured.alice, at=datetime(2026, 6, 30, tzinfo=NOW.tzinfo))
    for run in cycle.runs.select_related("site"):
        month, lyon = run.period_start.month, run.site is not None and run.site.name == "Lyon"
        at = datetime(2026, month, 27 if lyon else 10, 9, tzinfo=NOW.tzinfo)
        made.do(measured.alice, run, "inputs", at)
        redone = 4 if lyon else 3
        made.do(measured.alice, run, "payslips", at, items=40, redone=redone)
    browser = browse(accounts.user_of(measured.alice))
    page = text(browser.get(home(measured, f"{cycle.public_id}/")))
    assert "57 % des bulletins repris suivent des variables reçues en retard" in page
    assert "10 sur 10 viennent de Lyon" in page
    exported = browser.get(home(measured, f"{cycle.public_id}/?format=csv&table=explication-1"))
    assert "24" in exported.content.decode("utf-8-sig")


def test_what_waits_is_told_to_each_side(measured: Measured, clock: time_machine.Traveller) -> None:
    """On the 23rd the inputs of both sites are three days late."""
    cycle = payroll(measured)
    clock.move_to(datetime(2026, 3, 23, 9, tzinfo=NOW.tzinfo))
    lyon = made.step(run_of(cycle), "inputs")
    made.do(measured.alice, run_of(cycle, "Nantes"), "inputs", datetime.now(NOW.tzinfo))
    today = f"/{measured.slug}/"
    manager = text(member(measured, Role.SITE_MANAGER, unit=measured.group.lyon).get(today))
    assert "Étape à faire : Remise des variables, Lyon" in manager
    firm = text(member(measured, Role.PROVIDER, provider=measured.nova).get(today))
    assert "Lyon est en retard : Remise des variables, Lyon" in firm
    clock.move_to(datetime(2026, 4, 2, 9, tzinfo=NOW.tzinfo))
    director = text(browse(accounts.user_of(measured.alice)).get(today))
    assert "Étape à faire : Remise des variables, Lyon" in director
    assert f"{measured.nova.name} est en retard : Bulletins, Nantes" in director
    assert lyon.state == "due"


def test_days_of_steps_stand_in_the_calendar_until_they_are_done(measured: Measured) -> None:
    cycle = payroll(measured)
    reader = registry.Reader(measured.alice, measured.company, NOW.date())

    def titles() -> set[str]:
        found = registry.events(reader)
        return {one.title for one in found if one.key.startswith("cycle-step-")}

    assert "DSN : Lyon" in {one.replace("\u00a0", " ") for one in titles()}
    assert len(titles()) == 12
    made.do(measured.alice, run_of(cycle), "inputs", NOW)
    assert len(titles()) == 11


def test_the_mail_tells_once_what_several_sites_do_on_one_day(measured: Measured) -> None:
    cycle = payroll(measured)
    who = reader_of(measured.alice, measured.company, on=date(2026, 3, 16))
    told = {one.text.replace("\u00a0", " "): one for one in deadlines(who)}
    line = told["Remise des variables : Lyon et Nantes"]
    assert "mars 2026" in line.detail
    assert "Remise des variables : Lyon" not in told
    for site in ("Lyon", "Nantes"):
        made.do(measured.alice, run_of(cycle, site), "inputs", NOW)
    who = reader_of(measured.alice, measured.company, on=date(2026, 4, 2))
    late = [one.text.replace("\u00a0", " ") for one in lateness.steps(who)]
    assert f"{measured.nova.name}, Lyon et Nantes : Bulletins" in late


def test_a_cycle_is_found_by_its_name(browser: Client, measured: Measured) -> None:
    cycle = payroll(measured)
    found = browser.get(f"/{measured.slug}/recherche/?q=paie+du+mois").content.decode()
    assert home(measured, f"{cycle.public_id}/") in found


def test_the_pages_of_a_provider_and_of_a_site_lead_to_their_cycles(
    browser: Client, measured: Measured
) -> None:
    cycle = payroll(measured)
    firm = f"/{measured.slug}/prestataires/{measured.nova.public_id}/"
    other = measured.group.grenoble.public_id
    lyon = f"/{measured.slug}/sites/{measured.group.lyon.public_id}/"
    for page in (firm, lyon):
        assert f'href="{page}cycles/"' in browser.get(page).content.decode()
        shown = browser.get(f"{page}cycles/").content.decode()
        assert f'href="{home(measured)}{cycle.public_id}/"' in shown
    assert "Rien ne revient encore" in text(browser.get(f"/{measured.slug}/sites/{other}/cycles/"))


def test_the_cycles_of_a_site_are_told_with_the_reports_expected_there(
    browser: Client, measured: Measured
) -> None:
    reports.rule(measured.alice, measured.group.lyon, title="Point du site de Lyon")
    reports.rule(measured.alice, measured.group.nantes, title="Point du site de Nantes")
    reports.opened(measured.alice, NOW)
    lyon = f"/{measured.slug}/sites/{measured.group.lyon.public_id}/cycles/"
    shown = text(browser.get(lyon))
    assert "Point du site de Lyon" in shown
    assert "Point du site de Nantes" not in shown
    team = member(measured, Role.TEAM_MANAGER, unit=measured.group.lyon)
    assert "Point du site" not in text(team.get(lyon))


def test_a_provider_sees_only_its_own_cycles_on_its_page(measured: Measured) -> None:
    payroll(measured)
    other = made.firm(measured.alice, "Banque")
    made.payroll(measured.alice, "Lyon", provider=other, title="Virements")
    client = member(measured, Role.PROVIDER, provider=measured.nova)
    firms = f"/{measured.slug}/prestataires/"
    shown = text(client.get(f"{firms}{measured.nova.public_id}/cycles/"))
    assert "Paie du mois" in shown
    assert "Virements" not in shown
    assert client.get(f"{firms}{other.public_id}/cycles/").status_code == 404
