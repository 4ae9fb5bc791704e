"""What a company lets leave: seen before it does, signed, read with its secret, withdrawn."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from tests.factories import accounts, organisation
from tests.factories.figures import Measured
from tests.web.pages.conftest import browse
from timonerie.domains.portfolio import keys
from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import PublishedSummary, SummaryReading
from timonerie.domains.portfolio.rules import checking, links
from timonerie.domains.portfolio.rules.checking import Untrusted
from timonerie.domains.portfolio.rules.documents import Notice, Summary
from timonerie.domains.portfolio.rules.links import Link
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

CHOICES = {"recipient": "Cabinet Aubrac", "level": "figures", "days": "90"}
PERSONS = ("Alice Martin", "Paul Weiss")


def new(measured: Measured) -> str:
    return f"/{measured.slug}/reglages/resumes/nouveau/"


def publish(client: Client, measured: Measured, **changes: Any) -> Link:
    """Look, then publish; the link as the page shows it, once."""
    choices = CHOICES | changes
    seen = client.post(new(measured), choices | {"geste": "apercu"}).context["seen"]
    answer = client.post(new(measured), choices | {"geste": "publier", "seen": seen})
    found = re.search(r"<code>([^<]+)</code>", answer.content.decode())
    assert found is not None
    return links.parse(found[1])


def read(link: Link, *, token: str = "") -> Any:
    path = link.address.removeprefix("http://testserver")
    return Client().get(path, headers={"Authorization": f"Bearer {token or link.token}"})


def document(link: Link) -> Summary | Notice:
    return checking.trusted(checking.read(read(link).content), known=None, at=timezone.now())


def rows(measured: Measured) -> list[PublishedSummary]:
    with current.company(measured.company.pk):
        return list(PublishedSummary.objects.order_by("pk"))


def test_a_summary_is_read_with_its_secret_and_signed_by_the_instance(
    browser: Client, measured: Measured
) -> None:
    found = document(publish(browser, measured))
    assert isinstance(found, Summary)
    assert found.company.name == "Ateliers Brévent"
    assert (found.state, found.drifting, found.counts.missed) == ("missed", 1, 2)
    assert (found.coverage and found.coverage.covered) == 3
    assert [one.code for one in found.figures][:2] == ["sla_met", "on_time_delivery"]
    assert found.page == f"http://testserver/{measured.slug}/"
    assert found.key == keys.own_id()


def test_what_leaves_is_what_was_shown(browser: Client, measured: Measured) -> None:
    shown = browser.post(new(measured), CHOICES | {"geste": "apercu"}).context["preview"]["text"]
    found = document(publish(browser, measured))
    told, left = json.loads(shown), json.loads(found.model_dump_json())
    for name in ("id", "issued_at", "expires_at"):
        assert told.pop(name) != left.pop(name)
    assert told == left


def test_no_person_no_site_and_no_provider_is_named_unless_ticked(
    browser: Client, measured: Measured
) -> None:
    plain = read(publish(browser, measured)).content.decode()
    named = read(publish(browser, measured, names_providers="on")).content.decode()
    for word in (*PERSONS, "Lyon", "Cabinet Aubrac", "Est"):
        assert word not in plain
        assert word not in named
    assert "Nova" not in plain
    assert "Nova" in named


def test_the_state_alone_holds_no_figure(browser: Client, measured: Measured) -> None:
    found = document(publish(browser, measured, level="state", names_providers="on"))
    assert isinstance(found, Summary)
    assert (found.figures, found.drifts, found.state) == ((), (), "missed")


def test_choices_that_were_not_seen_are_shown_first(browser: Client, measured: Measured) -> None:
    seen = browser.post(new(measured), CHOICES | {"geste": "apercu"}).context["seen"]
    more = CHOICES | {"names_providers": "on", "geste": "publier", "seen": seen}
    answer = browser.post(new(measured), more)
    assert "Nova" in answer.context["preview"]["text"]
    assert rows(measured) == []


def test_the_secret_is_shown_once_and_only_its_hash_is_kept(
    browser: Client, measured: Measured
) -> None:
    link = publish(browser, measured)
    [row] = rows(measured)
    kept = json.dumps([str(value) for value in vars(row).values()])
    assert link.token not in kept
    assert len(row.token_sha256) == 64
    for path in ("", f"{row.public_id}/"):
        page = browser.get(f"/{measured.slug}/reglages/resumes/{path}")
        assert link.token not in page.content.decode()


def body(answer: Any) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


@pytest.mark.rule("AUT-03")
def test_without_its_secret_a_summary_is_like_none(browser: Client, measured: Measured) -> None:
    link = publish(browser, measured)
    path = link.address.removeprefix("http://testserver")
    nowhere = read(Link(link.address.replace(str(rows(measured)[0].public_id)[:8], "0" * 8), "x"))
    for answer in (read(link, token="z" * 43), Client().get(path), read(link, token="court")):
        assert answer.status_code == nowhere.status_code == 404
        assert body(answer) == body(nowhere)


def test_the_figures_are_counted_again_once_an_hour_at_most(
    browser: Client, measured: Measured
) -> None:
    link = publish(browser, measured)
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        first = read(link).content
        clock.shift(timedelta(minutes=59))
        assert read(link).content == first
        clock.shift(timedelta(minutes=2))
        assert read(link).content != first


def test_once_withdrawn_the_next_reading_is_a_signed_notice(
    browser: Client, measured: Measured
) -> None:
    link = publish(browser, measured)
    read(link)
    [row] = rows(measured)
    browser.post(f"/{measured.slug}/reglages/resumes/{row.public_id}/retirer/")
    answer = read(link)
    assert answer.status_code == 410
    found = checking.trusted(checking.read(answer.content), known=None, at=timezone.now())
    assert isinstance(found, Notice)
    assert (found.reason, found.company.name) == ("withdrawn", "Ateliers Brévent")
    assert read(link, token="z" * 43).status_code == 404
    assert rows(measured)[0].envelope is None


def test_past_its_end_a_summary_says_that_it_is_over(browser: Client, measured: Measured) -> None:
    link = publish(browser, measured, days="1")
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        answer = read(link)
        assert answer.status_code == 410
        with pytest.raises(Untrusted) as refusal:
            checking.trusted(checking.read(answer.content), known=None, at=timezone.now())
    assert refusal.value.fault == Fault.EXPIRED


@pytest.mark.parametrize("days", ["0", "366", "-1", ""])
def test_a_summary_lasts_a_year_at_most(browser: Client, measured: Measured, days: str) -> None:
    browser.post(new(measured), CHOICES | {"days": days, "geste": "publier", "seen": "x"})
    assert rows(measured) == []


@pytest.mark.rule("AUD-01")
def test_publishing_reading_and_withdrawing_are_in_the_trail(
    browser: Client, measured: Measured
) -> None:
    link = publish(browser, measured)
    [row] = rows(measured)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _time in range(3):
            read(link)
        clock.shift(timedelta(days=1))
        read(link)
    browser.post(f"/{measured.slug}/reglages/resumes/{row.public_id}/retirer/")
    acts = Event.objects.filter(object_kind="summary", object_id=str(row.public_id))
    assert list(acts.order_by("seq").values_list("act", flat=True)) == [
        "summary.published", "summary.read", "summary.read", "summary.withdrawn",
    ]  # fmt: skip
    assert acts.get(seq=acts.order_by("seq")[2].seq).detail["count"] == 3
    with current.company(measured.company.pk):
        counts = SummaryReading.objects.order_by("day").values_list("count", flat=True)
        assert list(counts) == [3, 1]


def test_the_same_document_leaves_as_a_file(browser: Client, measured: Measured) -> None:
    link = publish(browser, measured)
    [row] = rows(measured)
    file = browser.get(f"/{measured.slug}/reglages/resumes/{row.public_id}/resume.json")
    assert file.content == read(link).content
    assert Event.objects.filter(act="summary.exported", object_id=str(row.public_id)).count() == 1


@pytest.mark.parametrize("role", [one for one in Role if one != Role.DIRECTOR])
def test_the_direction_alone_publishes(browser: Client, measured: Measured, role: Role) -> None:
    publish(browser, measured)
    [row] = rows(measured)
    client = browse(measured.member(role))
    address = f"/{measured.slug}/reglages/resumes/"
    for path in ("", "nouveau/", f"{row.public_id}/", f"{row.public_id}/resume.json"):
        assert client.get(address + path).status_code == 403
    assert client.post(f"{address}{row.public_id}/retirer/").status_code == 403
    assert rows(measured)[0].withdrawn_at is None


def test_the_summary_of_another_company_does_not_exist(browser: Client, measured: Measured) -> None:
    publish(browser, measured)
    [row] = rows(measured)
    other = organisation.company("autre")
    client = browse(accounts.membership(other).user)
    assert client.get(f"/autre/reglages/resumes/{row.public_id}/").status_code == 404
    assert client.post(f"/autre/reglages/resumes/{row.public_id}/retirer/").status_code == 404


def test_the_key_is_drawn_once_and_stays_with_the_data(measured: Measured) -> None:
    first = keys.own_id()
    path = django_settings.DATA_DIR / keys.FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.own_id() == first
    assert [one.name for one in django_settings.DATA_DIR.glob(f"{keys.FILE}*")] == [keys.FILE]
