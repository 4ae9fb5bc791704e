"""The summaries of other instances that a user follows: only what can be believed is taken."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django_q.models import Schedule

from tests.domains.portfolio.summaries import KEY, NOW, OTHER_KEY, notice, sealed, summary
from tests.factories import accounts
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.portfolio import schedule, tasks
from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.models import FollowedSummary
from timonerie.domains.portfolio.operations import following
from timonerie.domains.portfolio.rules import documents
from timonerie.domains.portfolio.rules.documents import Notice, Summary
from timonerie.foundations.accounts.models import User
from timonerie.foundations.outbound import pages
from timonerie.foundations.outbound.pages import Forbidden, Page, Unreachable

LINK = f"https://autre.example/resumes/{summary().id}/#{'s' * 43}"
LATER = NOW + timedelta(hours=3)
MUCH_LATER = NOW + timedelta(days=4)
Answer = Callable[[Page | Exception], None]


def page(document: Summary | Notice, key: Ed25519PrivateKey = KEY, *, status: int = 200) -> Page:
    return Page(status, sealed(document, key).model_dump_json().encode())


@pytest.fixture
def executive(db: None) -> User:
    return accounts.user(name="Marc Solvège")


@pytest.fixture
def asked() -> list[tuple[str, str]]:
    """The addresses that were read, each with what was sent to open it."""
    return []


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, asked: list[tuple[str, str]]) -> Answer:
    """The other instance: what it answers from now on."""

    def say(given: Page | Exception) -> None:
        def read(url: str, *, headers: Mapping[str, str]) -> Page:
            asked.append((url, headers["Authorization"]))
            if isinstance(given, Exception):
                raise given
            return given

        monkeypatch.setattr(pages, "read", read)

    return say


@pytest.fixture
def followed(executive: User, answer: Answer) -> FollowedSummary:
    answer(page(summary()))
    return following.add_link(by=executive, at=NOW, text=LINK)


def state(followed: FollowedSummary) -> tuple[str, Any, datetime]:
    followed.refresh_from_db()
    return followed.fault, followed.document, followed.received_at


def test_a_link_is_followed_by_its_user_and_its_key_is_kept(
    followed: FollowedSummary, asked: list[tuple[str, str]]
) -> None:
    assert (followed.name, followed.key) == ("Verrerie Solane", summary().key)
    assert followed.document == documents.written(summary())
    assert asked == [(LINK.partition("#")[0], f"Bearer {'s' * 43}")]


def test_a_newer_summary_takes_the_place_of_the_one_before(
    followed: FollowedSummary, answer: Answer
) -> None:
    newer = summary(issued_at=LATER, state="met")
    answer(page(newer))
    following.refresh(followed=followed, at=LATER)
    assert state(followed) == ("", documents.written(newer), LATER)


REFUSED: dict[Fault, Page | Exception] = {
    Fault.OTHER_KEY: page(summary(OTHER_KEY), OTHER_KEY),
    Fault.FORGED: page(summary(), OTHER_KEY),
    Fault.REPLAYED: page(summary(issued_at=NOW - timedelta(hours=1))),
    Fault.OTHER_COMPANY: page(summary(id=summary().company.id)),
    Fault.EXPIRED: page(summary(expires_at=NOW + timedelta(hours=1))),
    Fault.UNREADABLE: Page(200, b"<html>"),
    Fault.UNKNOWN: Page(404, b""),
    Fault.UNREACHABLE: Unreachable("silence"),
    Fault.FORBIDDEN: Forbidden("10.0.0.1"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_is_refused_leaves_the_last_good_one_with_its_age(
    followed: FollowedSummary, answer: Answer, fault: Fault
) -> None:
    before = followed.document
    answer(REFUSED[fault])
    following.refresh(followed=followed, at=LATER)
    assert state(followed) == (fault, before, NOW)
    assert followed.checked_at == LATER


def test_a_redirection_is_no_answer(followed: FollowedSummary, answer: Answer) -> None:
    answer(Page(302, page(summary()).content))
    following.refresh(followed=followed, at=LATER)
    assert state(followed)[0] == Fault.UNREACHABLE


def test_a_withdrawal_erases_the_figures_and_nothing_older_brings_them_back(
    followed: FollowedSummary, answer: Answer
) -> None:
    answer(page(notice(), status=410))
    following.refresh(followed=followed, at=LATER)
    assert state(followed)[:2] == (Fault.WITHDRAWN, None)
    with pytest.raises(Refused, match="plus ancien"):
        following.add_file(by=followed.user, at=LATER, content=page(summary()).content)
    assert state(followed)[1] is None


def test_a_withdrawal_that_is_not_signed_by_the_company_erases_nothing(
    followed: FollowedSummary, answer: Answer
) -> None:
    answer(page(notice(), OTHER_KEY, status=410))
    following.refresh(followed=followed, at=LATER)
    fault, document, _at = state(followed)
    assert (fault, document) == (Fault.FORGED, documents.written(summary()))


def test_a_file_is_followed_without_any_call_and_a_newer_one_replaces_it(
    executive: User, asked: list[tuple[str, str]]
) -> None:
    first = following.add_file(by=executive, at=NOW, content=page(summary()).content)
    newer = summary(issued_at=LATER)
    second = following.add_file(by=executive, at=LATER, content=page(newer).content)
    assert (first.pk, second.document) == (second.pk, documents.written(newer))
    following.refresh(followed=second, at=MUCH_LATER)
    assert asked == []


@pytest.mark.parametrize("text", ["", "https://autre.example/", LINK.partition("#")[0]])
def test_what_is_no_link_is_refused_without_a_call(
    executive: User, answer: Answer, asked: list[tuple[str, str]], text: str
) -> None:
    answer(page(summary()))
    with pytest.raises(Refused, match="lien"):
        following.add_link(by=executive, at=NOW, text=text)
    assert asked == []


def test_what_cannot_be_believed_is_not_followed(executive: User, answer: Answer) -> None:
    for given in (*REFUSED.values(), page(notice(), status=410)):
        if given in (REFUSED[Fault.OTHER_KEY], REFUSED[Fault.OTHER_COMPANY]):
            continue  # Nothing is known yet that they could differ from.
        if given is REFUSED[Fault.REPLAYED]:
            continue
        answer(given)
        with pytest.raises(Refused):
            following.add_link(by=executive, at=LATER, text=LINK)
    assert not FollowedSummary.objects.exists()


def test_a_summary_is_followed_once(followed: FollowedSummary) -> None:
    with pytest.raises(Refused, match="déjà"):
        following.add_link(by=followed.user, at=NOW, text=LINK)


def test_a_user_follows_so_many_and_no_more(
    followed: FollowedSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST", 1)
    with pytest.raises(Refused, match="retirez-en"):
        following.add_link(by=followed.user, at=NOW, text=LINK)


def test_every_hour_each_is_asked_again_and_one_that_fails_holds_back_no_other(
    followed: FollowedSummary, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = accounts.user()
    answer(page(summary()))
    second = following.add_link(by=other, at=NOW, text=LINK)
    known = following.refresh

    def failing(*, followed: FollowedSummary, at: datetime) -> None:
        if followed.user_id != other.pk:
            raise RuntimeError("a broken row")
        known(followed=followed, at=at)

    monkeypatch.setattr(following, "refresh", failing)
    tasks.refresh_all()
    second.refresh_from_db()
    assert second.checked_at > NOW


def test_the_hourly_work_is_planned_once(db: None) -> None:
    schedule.plan()
    schedule.plan()
    [planned] = Schedule.objects.filter(name=schedule.REFRESH)
    assert (planned.func, planned.schedule_type) == (
        "timonerie.domains.portfolio.tasks.refresh_all",
        Schedule.HOURLY,
    )


def test_removing_leaves_nothing(followed: FollowedSummary) -> None:
    following.remove(followed=followed)
    assert not FollowedSummary.objects.exists()
