"""The page behind a link: a bidder saves, resumes, attaches and sends, and sees nothing else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given, settings

from tests.domains.sourcing.rules.statements.confidential import statements
from tests.factories import offers
from tests.factories.figures import NOW, Measured
from tests.factories.offers import Asking
from timonerie.domains.organisation.models import Provider
from timonerie.domains.sourcing.models import Offer, StatementLine
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.domains.sourcing.queries.offers import Sheet
from timonerie.domains.sourcing.rules.offers import asked
from timonerie.domains.sourcing.rules.statements import bidding, wording
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope import current
from timonerie.web.forms.answering import AnswersForm
from timonerie.web.pages.offers import sheets

pytestmark = pytest.mark.slow

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Links are made at NOW, and are open for three weeks."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asking(measured: Measured) -> Asking:
    with current.company(measured.company.pk):
        return offers.asking(measured.alice)


def invited(measured: Measured, asking: Asking, bidder: str = "Clarté") -> str:
    """The secret address of a new bidder."""
    with current.company(measured.company.pk):
        return f"/offre/{offers.invited(measured.alice, asking, bidder).token}/"


def offer(measured: Measured, bidder: str = "Clarté") -> Offer:
    with current.company(measured.company.pk):
        found: Offer = Offer.objects.get(bidder=bidder)
        return found


def text(answer: Any) -> str:
    found = re.sub(r"\s+", " ", answer.content.decode())
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def typed(measured: Measured, asking: Asking, **more: str) -> dict[str, str]:
    keys = asking.keys
    return {
        "version": str(offer(measured).version),
        f"p-{keys['payslip']}": "12,5050",
        f"p-{keys['package']}": "100",
        f"c-{keys['insured']}": "yes",
        f"t-{keys['team']}": "Deux personnes.",
        **more,
    }


def test_a_bidder_saves_resumes_attaches_and_sends(measured: Measured, asking: Asking) -> None:
    address, nobody = invited(measured, asking), Client()
    first = text(nobody.get(address))
    for word in ("Ateliers Brévent", "Clarté", "23 mars 2026", "Bulletin", "éliminatoire"):
        assert word in first
    nobody.post(address, typed(measured, asking, enregistrer="1"))
    again = Client().get(address)
    assert "12,5050" in text(again)
    assert "enregistré à 10 h 00" in text(again)
    file = SimpleUploadedFile("devis.pdf", PDF)
    assert "Le fichier est joint" in text(
        nobody.post(f"{address}pieces/", {"file": file}, follow=True)
    )
    sending = text(nobody.post(address, typed(measured, asking, remettre="1"), follow=True))
    assert "le coût de la transition ou de la sortie n’est pas dit" in sending
    assert "1 fichier joint" in sending
    sent = nobody.post(
        f"{address}remettre/", {"version": str(offer(measured).version)}, follow=True
    )
    assert "n’est plus modifiable" in text(sent)
    assert offer(measured).state == "sent"


def test_once_sent_nothing_changes_until_the_company_opens_it_again(
    measured: Measured, asking: Asking
) -> None:
    address, nobody = invited(measured, asking), Client()
    nobody.post(address, typed(measured, asking))
    nobody.post(f"{address}remettre/")
    changed = typed(measured, asking, **{f"p-{asking.keys['package']}": "1"})
    nobody.post(address, changed)
    nobody.post(f"{address}pieces/", {"file": SimpleUploadedFile("a.pdf", PDF)})
    with current.company(measured.company.pk):
        one = offer(measured)
        assert one.answers.get(line_key=asking.keys["package"]).price == 1_000_000
        assert not one.papers.exists()
        operations.reopen(by=measured.alice, at=NOW, offer=one, version=one.version)
    nobody.post(address, {**changed, "version": str(offer(measured).version)})
    with current.company(measured.company.pk):
        assert offer(measured).answers.get(line_key=asking.keys["package"]).price == 10_000


@pytest.mark.rule("AUT-13")
def test_another_link_sees_nothing_of_it(measured: Measured, asking: Asking) -> None:
    mine, other = invited(measured, asking), invited(measured, asking, "Rival & fils")
    nobody = Client()
    nobody.post(mine, typed(measured, asking, **{f"t-{asking.keys['team']}": "Notre secret"}))
    nobody.post(f"{mine}pieces/", {"file": SimpleUploadedFile("secret.pdf", PDF)})
    shown = text(Client().get(other))
    for word in ("Notre secret", "12,5050", "secret.pdf", "Clarté", "Alice"):
        assert word not in shown
    with current.company(measured.company.pk):
        paper = offer(measured).papers.get()
    gone = nobody.post(f"{other}pieces/{paper.public_id}/retirer/")
    assert gone.status_code == 404
    with current.company(measured.company.pk):
        assert offer(measured).papers.exists()


def body(answer: Any) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


@pytest.mark.rule("AUT-13")
def test_a_link_that_serves_no_more_is_like_one_that_never_did(
    browser: Client, measured: Measured, asking: Asking
) -> None:
    address, nobody = invited(measured, asking), Client()
    never = nobody.get(f"/offre/{'z' * 43}/")
    with current.company(measured.company.pk):
        link = offer(measured).links.get()
    there = f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/"
    browser.post(f"{there}{offer(measured).public_id}/liens/{link.public_id}/revoquer/")
    revoked = nobody.get(address)
    assert revoked.status_code == never.status_code == 410
    token = address.split("/")[2].encode()
    assert body(revoked).replace(token, b"z" * 43) == body(never)
    assert never.headers["Cache-Control"] == "private, no-store"
    for path in ("", "remettre/", "retirer/", "pieces/"):
        assert nobody.post(f"{address}{path}").status_code == 410
    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        assert nobody.get(invited(measured, asking, "Orion")).status_code == 410


@pytest.mark.rule("AUT-13")
def test_guesses_are_counted(measured: Measured) -> None:
    most = django_settings.TRIES_AN_HOUR["link"]
    found = [Client().get(f"/offre/{rank:043d}/").status_code for rank in range(most + 1)]
    assert found == [410] * most + [429]


def test_saves_and_sendings_are_counted(measured: Measured, asking: Asking) -> None:
    address, nobody = invited(measured, asking), Client()
    most = django_settings.TRIES_AN_HOUR["declare"]
    found = [nobody.post(f"{address}remettre/").status_code for _ in range(most + 1)]
    assert found == [302] * most + [429]


def test_a_form_of_another_site_is_refused(measured: Measured, asking: Asking) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(invited(measured, asking), typed(measured, asking)).status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ" + b"0" * 20, "n’est pas pris"),
        ("a.pdf", b"PK\x03\x04" + b"0" * 20, "n’est pas ce que dit son nom"),
        ("a.png", b"%PDF-1.7 " + b"0" * 20, "n’est pas ce que dit son nom"),
        ("a.pdf", b"%PDF", "n’est pas ce que dit son nom"),
    ],
)
def test_only_plain_files_are_taken(
    measured: Measured, asking: Asking, name: str, content: bytes, words: str
) -> None:
    address = invited(measured, asking)
    sent = {"file": SimpleUploadedFile(name, content)}
    assert words in text(Client().post(f"{address}pieces/", sent, follow=True))
    with current.company(measured.company.pk):
        assert not Blob.objects.filter(name=name).exists()


def test_ten_files_and_no_more(measured: Measured, asking: Asking) -> None:
    address, nobody = invited(measured, asking), Client()
    for rank in range(11):
        file = SimpleUploadedFile(f"{rank}.pdf", PDF + str(rank).encode())
        answer = nobody.post(f"{address}pieces/", {"file": file}, follow=True)
    assert "Dix fichiers au plus" in text(answer)
    with current.company(measured.company.pk):
        assert offer(measured).papers.count() == 10


def test_two_windows_of_one_bidder_do_not_erase_one_another(
    measured: Measured, asking: Asking
) -> None:
    address, nobody = invited(measured, asking), Client()
    late = typed(measured, asking, **{f"t-{asking.keys['team']}": "Écrit en retard"})
    nobody.post(address, typed(measured, asking))
    answer = text(nobody.post(address, late))
    assert "enregistrée ailleurs entre-temps" in answer
    assert "Écrit en retard" in answer
    with current.company(measured.company.pk):
        assert offer(measured).answers.get(title="Équipe").text == "Deux personnes."


def test_a_bidder_withdraws(measured: Measured, asking: Asking) -> None:
    address = invited(measured, asking)
    assert "retirée" in text(Client().post(f"{address}retirer/", follow=True))
    assert offer(measured).state == "withdrawn"


@pytest.mark.rule("AUT-13")
def test_nothing_tells_a_bidder_what_was_chosen(measured: Measured, asking: Asking) -> None:
    address, nobody = invited(measured, asking), Client()
    nobody.post(address, typed(measured, asking))
    nobody.post(f"{address}remettre/")
    with current.company(measured.company.pk):
        other = offers.typed(measured.alice, asking)
        operations.choose(
            by=measured.alice, at=NOW, offer=other, version=other.version, reason="Motif à nous."
        )
    shown = text(nobody.get(address))
    for word in ("Motif à nous", "Nova Paie", "écartée", "retenue"):
        assert word not in shown
    assert nobody.post(f"{address}retirer/", follow=True).status_code == 200
    assert offer(measured).state == "declined"


def also(measured: Measured, *lines: dict[str, Any], **changed: Any) -> Asking:
    """A statement with other lines beside the usual ones, approved."""
    with current.company(measured.company.pk):
        asking = offers.asking(measured.alice)
        for rank, one in enumerate(lines, start=50):
            StatementLine.objects.create(statement=asking.statement, rank=rank, **one)
        for name, value in changed.items():
            setattr(asking.statement, name, value)
        asking.statement.save()
        version = offers.approve(measured.alice, asking.statement)
        return replace(asking, version=version)


def test_nobody_is_named_as_contact_where_the_version_names_nobody(
    measured: Measured, asking: Asking
) -> None:
    assert "Contact" not in text(Client().get(invited(measured, asking)))
    team = {"section": 11, "kind": "team", "title": "Chez nous"}
    ours = {"side": "ours", "is_accountable": True}
    blank = also(measured, {**team, "values": {**ours, "role": "[à compléter : qui ?]"}})
    assert "Contact" not in text(Client().get(invited(measured, blank)))
    named = also(measured, {**team, "values": {**ours, "role": "Responsable paie"}})
    assert "Contact : Responsable paie." in text(Client().get(invited(measured, named, "Orion")))


@pytest.mark.rule("AUT-13")
def test_a_bidder_reads_neither_a_measure_nor_who_is_in_place(measured: Measured) -> None:
    frozen = {
        "text": "médiane 6 h 12", "n": 40, "first": "2025-01-01", "last": "2025-12-31",
        "frozen_on": "2026-01-05",
    }  # fmt: skip
    with current.company(measured.company.pk):
        firm = Provider.objects.order_by("pk")[0]
        firm.name = "Xyloquartz & fils"
        firm.save()
    words = f"Établir la paie. Prestataire actuel : {firm.name}. Reprendre chez {firm.name.upper()}"
    asking = also(
        measured,
        {"section": 2, "kind": "scope", "title": f"Paie tenue par {firm.name}", "text": words},
        {"section": 7, "kind": "service_level", "title": "Délai", "values": {"measured": frozen}},
        {
            "section": 3,
            "kind": "process",
            "title": "Étapes",
            "text": "[à compléter : quoi ?]",
        },
        provider=firm,
        title=f"Remplacer {firm.name}",
    )
    address, nobody = invited(measured, asking), Client()
    nobody.post(address, typed(measured, asking))
    asked_of, sending = text(nobody.get(address)), text(nobody.get(f"{address}remettre/"))
    nobody.post(f"{address}remettre/")
    assert "Établir la paie" in asked_of
    for shown in (asked_of, sending, text(nobody.get(address))):
        assert "xyloquartz" not in shown.casefold()
        assert "6 h 12" not in shown
        assert "à compléter" not in shown


def test_each_way_of_paying_volumes_is_said_as_it_is_computed(
    measured: Measured, asking: Asking
) -> None:
    own = "Chaque unité est payée au prix de sa tranche."
    reached = "toutes les unités sont payées à ce prix, multiplié par le coefficient"
    plain = text(Client().get(invited(measured, asking)))
    assert own in plain
    assert reached not in plain
    with current.company(measured.company.pk):
        volume = StatementLine.objects.get(public_id=asking.keys["volume"])
        bands = [{"from": 0, "to": 100}, {"from": 100, "unit_price_factor": 0.9}]
        volume.values |= {"bands": bands}
        volume.save()
        offers.approve(measured.alice, asking.statement)
    factored = text(Client().get(invited(measured, asking, "Orion")))
    assert reached in factored
    assert "Vos tranches remplacent alors les coefficients demandés" in factored
    assert "au-delà de 100, prix × 0,9" in factored
    assert own not in factored


@given(statements())
@settings(max_examples=20)
def test_no_page_behind_a_link_tells_a_name_or_a_measure(drawn: tuple[str, list[Line]]) -> None:
    name, lines = drawn
    asked_of = asked.questions(bidding.lines(lines, names=[name]))
    sheet = Sheet(Offer(), asked_of, "", {})
    for form in (None, AnswersForm(sheet=sheet)):
        shown = "".join(map(_told, sheets.sections(sheet, form)))
        assert not wording.places(shown, name)
        assert "6 h 12" not in shown
        assert "à compléter" not in shown


def _told(section: sheets.ShownSection) -> str:
    return render_to_string("offers/_sections.html", {"sections": [section]})
