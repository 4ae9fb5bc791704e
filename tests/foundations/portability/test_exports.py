"""A company leaves whole, in a file that is read without us, and nothing of another with it."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.factories import facts, offers
from tests.foundations.portability.conftest import CANARY, NOW
from timonerie.domains.facts.models import FactFile
from timonerie.domains.sourcing.operations import offer_replies
from timonerie.domains.sourcing.operations.offer_papers import Received
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit.models import Event
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.notifications import operations as notifications
from timonerie.foundations.notifications.operations import Recipient
from timonerie.foundations.portability import belongings, exports, verification
from timonerie.foundations.portability.verification import ExportDamaged
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

pytestmark = pytest.mark.rule("RET-03")


@pytest.fixture
def file(by: Actor, company: Company, tmp_path: Path) -> Path:
    path = tmp_path / "brevent.zip"
    exports.export(by=by, at=NOW, company=company, to=path)
    return path


def _rows(path: Path, name: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def test_every_row_of_every_table_is_there(company: Company, other: Company, file: Path) -> None:
    manifest = verification.verify(file)

    for model, lookup in belongings.models():
        mine = belongings.rows(model, lookup, company_id=company.pk, using="default").count()
        told = manifest["members"][f"tables/{model._meta.label_lower}.jsonl"]["rows"]
        # The export itself is an act, recorded once it has been written.
        assert told == mine - (model is Event), model


def test_the_files_are_the_ones_received_and_the_facts(company: Company, file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        with current.company(company.pk):
            for blob in Blob.objects.all():
                name = f"files/blobs/{blob.sha256[:2]}/{blob.sha256}"
                assert CANARY.encode() in archive.read(name)
            live = list(FactFile.objects.live().values_list("name", "rows"))
        for name, count in live:
            table = pq.read_table(BytesIO(archive.read(f"files/facts/{name}")))
            assert table.num_rows == count

    assert not [name for name in names if "incoming" in name or name.endswith("lock")]


def test_it_can_be_read_without_us(company: Company, file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        text = archive.read("LISEZ-MOI.txt").decode()
        manifest = json.loads(archive.read("manifest.json"))

    assert CANARY in text
    assert manifest["fields"]["organisation.unit"]["name"] == "nom"
    assert CANARY in {row["name"] for row in _rows(file, "tables/organisation.unit.jsonl")}
    assert _rows(file, "users.jsonl")[0].keys() == set(exports.OF_A_USER)


def test_nothing_of_another_company_leaves_with_it(
    by: Actor, company: Company, other: Company, tmp_path: Path
) -> None:
    exports.export(by=by, at=NOW, company=company, to=tmp_path / "mine.zip")

    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    for foreign in ("Voisine SAS", "voisine", str(other.public_id)):
        assert foreign.encode() not in content


def test_an_export_is_an_act_of_its_trail(company: Company, file: Path) -> None:
    last = Event.objects.filter(company_id=company.pk).latest("seq")

    assert (last.act, last.detail["sha256"]) == (exports.ACT, verification.hash_of(file))


def _flipped(content: bytes) -> Iterator[bytes]:
    for position in range(0, len(content), max(1, len(content) // 200)):
        yield content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]


def test_a_damaged_export_is_never_taken_for_a_whole_one(file: Path) -> None:
    whole, manifest = file.read_bytes(), verification.verify(file)
    for content in _flipped(whole):
        file.write_bytes(content)
        try:
            found = verification.verify(file)
        except ExportDamaged:
            continue
        # A byte of the envelope that no reader looks at: all that counts is still there.
        assert found == manifest


def test_writing_goes_on_while_a_company_leaves(
    by: Actor, company: Company, tmp_path: Path
) -> None:
    wrote: list[object] = []

    def import_more(progress: float, step: str) -> None:
        if not wrote:
            with current.company(company.pk):
                wrote.append(facts.bring(by, [facts.event("plus tard")], source="autre", at=NOW))

    exports.export(by=by, at=NOW, company=company, to=tmp_path / "a.zip", report=import_more)

    assert wrote
    kept = _rows(tmp_path / "a.zip", "tables/facts.importbatch.jsonl")
    assert [row["file_name"] for row in kept] == ["envoi.csv", "attend.csv"]


def test_what_a_bidder_has_not_handed_in_does_not_leave_with_the_company(
    by: Actor, company: Company, tmp_path: Path
) -> None:
    def export(name: str) -> bytes:
        exports.export(by=by, at=NOW, company=company, to=tmp_path / name)
        with zipfile.ZipFile(tmp_path / name) as archive:
            return b"".join(archive.read(one) for one in archive.namelist())

    secrets = (b"Deux gestionnaires", b"%PDF-1.7 cache", b"tarif.pdf")
    with current.company(company.pk):
        asking = offers.asking(by, at=NOW)
        made = offers.invited(by, asking, at=NOW)
        given = offers.answers(asking)
        offer_replies.save(link=made.link, at=NOW, version=1, given=given)
        received = Received(name="tarif.pdf", size=14, chunks=[b"%PDF-1.7 cache"])
        offer_replies.attach(link=made.link, at=NOW, received=received)
    before = export("before.zip")
    assert not [one for one in secrets if one in before]
    with current.company(company.pk):
        made.link.offer.refresh_from_db()
        offer_replies.send(link=made.link, at=NOW, version=made.link.offer.version)
    after = export("after.zip")
    assert [one for one in secrets if one not in after] == []


def test_messages_leave_without_their_text(by: Actor, company: Company, tmp_path: Path) -> None:
    with current.company(company.pk):
        notifications.send(
            company_id=company.pk,
            at=NOW,
            key="k",
            kind="test",
            to=Recipient("Alice", "alice@example.org"),
            subject="Objet",
            text="Pour elle seule",
        )
    path = tmp_path / "messages.zip"
    exports.export(by=by, at=NOW, company=company, to=path)
    [told] = _rows(path, "tables/notifications.message.jsonl")
    assert (told["name"], told["state"]) == ("Alice", "kept")
    assert not any((told["subject"], told["text"], told["html"]))
