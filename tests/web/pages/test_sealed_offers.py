"""What the company sees of an offer that was not handed in: that it is being answered."""

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import offers
from tests.factories.figures import NOW, Measured
from tests.factories.offers import Asking
from tests.web import answers
from timonerie.domains.sourcing.models import Offer
from timonerie.domains.sourcing.operations import offer_links
from timonerie.domains.sourcing.operations import offers as operations
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.audit.models import Event
from timonerie.foundations.scope import current

pytestmark = pytest.mark.slow

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
SECRETS = (
    "98,7654",
    "987654",
    "Nos deux secrets",
    "tarif-cache.pdf",
    "Remarque tenue",
    "2026-09-17",
)
"""A price, words, a file, a remark, a day, as a draft holds them."""


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asking(measured: Measured) -> Asking:
    with current.company(measured.company.pk):
        return offers.asking(measured.alice)


@pytest.fixture
def link(measured: Measured, asking: Asking) -> str:
    """The address of a bidder who saved a draft with a file, beside an offer that came."""
    with current.company(measured.company.pk):
        offers.typed(measured.alice, asking)
        address = f"/offre/{offers.invited(measured.alice, asking).token}/"
    drafted(measured, asking, address)
    return address


def drafted(measured: Measured, asking: Asking, address: str) -> None:
    keys = asking.keys
    told = {
        "version": str(offer(measured).version),
        f"p-{keys['payslip']}": "98,7654",
        f"t-{keys['team']}": "Nos deux secrets",
        "note": "Remarque tenue",
        "valid_until": "2026-09-17",
    }
    Client().post(address, told)
    Client().post(f"{address}pieces/", {"file": SimpleUploadedFile("tarif-cache.pdf", PDF)})


def offer(measured: Measured) -> Offer:
    with current.company(measured.company.pk):
        found: Offer = Offer.objects.get(bidder="Clarté")
        return found


def handed_in(measured: Measured, link: str) -> None:
    Client().post(f"{link}remettre/", {"version": str(offer(measured).version)})
    assert offer(measured).state == "sent"


def reopened(measured: Measured) -> None:
    with current.company(measured.company.pk):
        one = offer(measured)
        operations.reopen(by=measured.alice, at=NOW, offer=one, version=one.version)


def everywhere(browser: Client, measured: Measured, asking: Asking) -> dict[str, str]:
    """Every address by which the company reads offers, with what it answers."""
    with current.company(measured.company.pk):
        one = offer(measured)
        paper = one.papers.get()
    there = f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/"
    mine = f"{there}{one.public_id}/"
    api = f"/api/{measured.slug}"
    addresses = [
        f"{there}?export=csv&table=offres",
        *(there + path for path in ("", "comparer/", "lignes/", "decision.docx", "decision.pdf")),
        *(mine + path for path in ("", "reponses/", "coller/", "noter/", "retenir/")),
        f"{mine}pieces/{paper.public_id}/",
        f"{api}/statements/{asking.statement.public_id}/offers",
        f"{api}/statements/{asking.statement.public_id}/offers/comparison",
        f"{api}/offers/{one.public_id}",
        f"/{measured.slug}/",
    ]
    return {address: text(browser.get(address, follow=True)) for address in addresses}


def text(answer: Any) -> str:
    content = answers.body(answer)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = archive.read("word/document.xml")
    elif content.startswith(b"%PDF-") and len(content) > len(PDF):
        pages = pypdfium2.PdfDocument(content)
        content = " ".join(one.get_textpage().get_text_range() for one in pages).encode()
    found = re.sub(r"\s+", " ", content.decode(errors="ignore"))
    return found.replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def told_of(browser: Client, measured: Measured, asking: Asking) -> set[tuple[str, str]]:
    """Which secret is told at which address."""
    found = everywhere(browser, measured, asking)
    return {(one, secret) for one, said in found.items() for secret in SECRETS if secret in said}


def page(browser: Client, measured: Measured, asking: Asking) -> str:
    there = f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/"
    return text(browser.get(f"{there}{offer(measured).public_id}/"))


def test_a_draft_is_read_by_its_bidder_alone(
    browser: Client, measured: Measured, asking: Asking, link: str
) -> None:
    assert told_of(browser, measured, asking) == set()
    shown = page(browser, measured, asking)
    # The price, the words: two of the six lines that are answered.
    assert "2 lignes répondues sur 6" in shown
    assert "enregistré à 10 h 00" in shown
    assert "vous la lirez quand il l’aura remise" in shown
    assert "98,7654" in text(Client().get(link))


def test_the_file_of_a_draft_answers_that_it_does_not_exist(
    browser: Client, measured: Measured, asking: Asking, link: str
) -> None:
    with current.company(measured.company.pk):
        paper = offer(measured).papers.get()
    there = f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/"
    address = f"{there}{offer(measured).public_id}/pieces/{paper.public_id}/"
    assert browser.get(address).status_code == 404
    handed_in(measured, link)
    assert text(browser.get(address)).startswith("%PDF-")


def test_what_was_handed_in_is_read_until_it_is_opened_again(
    browser: Client, measured: Measured, asking: Asking, link: str
) -> None:
    handed_in(measured, link)
    shown = page(browser, measured, asking)
    assert all(one in shown for one in ("98,7654", "Nos deux secrets", "tarif-cache.pdf"))
    assert "vous ne pourrez plus la lire" in shown
    reopened(measured)
    assert "98,7654" not in "".join(everywhere(browser, measured, asking).values())
    assert "redevient illisible pour elle" in text(Client().get(link))


def test_what_was_given_up_before_it_was_handed_in_stays_unread(
    browser: Client, measured: Measured, asking: Asking, link: str
) -> None:
    Client().post(f"{link}retirer/", {"version": str(offer(measured).version)})
    assert offer(measured).state == "withdrawn"
    assert told_of(browser, measured, asking) == set()
    assert "Retirée avant d’être remise" in page(browser, measured, asking)


def test_what_was_given_up_after_it_was_handed_in_stays_readable(
    browser: Client, measured: Measured, asking: Asking, link: str
) -> None:
    handed_in(measured, link)
    assert "reste lisible par l’entreprise" in text(Client().get(link))
    Client().post(f"{link}retirer/", {"version": str(offer(measured).version)})
    assert "98,7654" in page(browser, measured, asking)


def test_the_trail_names_the_files_only_once_they_are_handed_in(
    measured: Measured, link: str
) -> None:
    def told() -> str:
        with current.company(measured.company.pk):
            rows = audit.told(Event.objects.filter(object_kind="offer").order_by("seq"))
            return json.dumps([one.detail for one in rows], ensure_ascii=False)

    assert not any(secret in told() for secret in SECRETS)
    handed_in(measured, link)
    assert "tarif-cache.pdf" in told()


def test_the_list_tells_how_far_each_bidder_is(
    browser: Client, measured: Measured, asking: Asking, link: str
) -> None:
    there = f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/"
    assert "2 lignes répondues sur 6" in text(browser.get(there))
    api = f"/api/{measured.slug}/offers/{offer(measured).public_id}"
    said = browser.get(api).json()
    assert (said["is_sealed"], said["lines_answered"], said["lines_asked"]) == (True, 2, 6)
    assert (said["answers"], said["yearly_index"], said["valid_until"]) == ([], None, None)


def test_a_bidder_reads_which_other_links_are_open(measured: Measured, asking: Asking) -> None:
    with current.company(measured.company.pk):
        made = offers.invited(measured.alice, asking)
        other, gone = (
            offer_links.make(
                by=measured.alice, at=NOW, offer=made.link.offer, recipient=name, days=9
            )
            for name in ("Hugo Lande", "Zoé Passée")
        )
        offer_links.revoke(by=measured.alice, at=NOW, link=gone.link)
    shown = text(Client().get(f"/offre/{made.token}/"))
    assert "Hugo Lande, lien fait le 2 mars 2026, qui n’a pas servi à répondre" in shown
    assert "Zoé Passée" not in shown
    assert "Léa Petit" not in shown
    drafted(measured, asking, f"/offre/{other.token}/")
    again = text(Client().get(f"/offre/{made.token}/"))
    assert "Hugo Lande, lien fait le 2 mars 2026, dernière réponse le 2 mars 2026" in again
    assert made.token not in text(Client().get(f"/offre/{other.token}/")).replace(other.token, "")


@pytest.mark.parametrize("version", ["9" * 5000, "9" * 40, "²"])
def test_a_version_that_is_no_number_is_that_of_the_offer(
    browser: Client, measured: Measured, asking: Asking, link: str, version: str
) -> None:
    answer = Client().post(f"{link}remettre/", {"version": version})
    assert (answer.status_code, offer(measured).state) == (302, "sent")
    there = f"/{measured.slug}/cahiers/{asking.statement.public_id}/offres/"
    mine = f"{there}{offer(measured).public_id}/retirer/?version={version[:4400]}"
    assert browser.post(mine).status_code == 302
    assert offer(measured).state == "withdrawn"
