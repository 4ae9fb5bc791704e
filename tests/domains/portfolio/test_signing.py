"""A document is believed as it was signed, and not with one letter changed."""

import json
from base64 import b64encode
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.portfolio.summaries import (
    KEY,
    NOW,
    OTHER_KEY,
    known,
    notice,
    sealed,
    summary,
)
from timonerie.domains.portfolio.enums import Fault
from timonerie.domains.portfolio.rules import checking, documents, fingerprints, signing
from timonerie.domains.portfolio.rules.checking import Known, Untrusted
from timonerie.domains.portfolio.rules.documents import Counts, Envelope

LATER = NOW + timedelta(hours=3)


def fault_of(envelope: Envelope, *, known: Known | None = None, at: Any = LATER) -> Fault:
    with pytest.raises(Untrusted) as refusal:
        checking.trusted(envelope, known=known, at=at)
    return refusal.value.fault


@given(
    seed=st.binary(min_size=32, max_size=32),
    name=st.text(max_size=150),
    missed=st.integers(0, 10**6),
    hours=st.integers(0, 10**5),
)
def test_what_is_signed_is_read_back_whatever_it_says(
    seed: bytes, name: str, missed: int, hours: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    try:
        name.encode()
    except UnicodeEncodeError:
        name = "Verrerie"
    document = summary(
        key,
        company=documents.Company(id=summary().company.id, name=name),
        counts=Counts(missed=missed, watch=0, met=0),
        issued_at=NOW + timedelta(hours=hours),
        expires_at=NOW + timedelta(hours=hours + 1),
    )
    travelled = signing.sealed(document, key).model_dump_json().encode()
    found = checking.read(travelled)
    assert signing.opened(found) == (document, document.key)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    elif isinstance(value, list):
        for rank, one in enumerate(value):
            yield from leaves(one, (*path, rank))
    else:
        yield path


def altered(value: Any) -> Any:
    if isinstance(value, str):
        return f"{value}x"
    return 1 if value is None else value + 1


EVERY = list(leaves(documents.written(summary())))


@pytest.mark.parametrize("path", EVERY, ids=lambda path: ".".join(map(str, path)))
def test_every_field_altered_is_refused(path: tuple[Any, ...]) -> None:
    content = deepcopy(sealed(summary()).document)
    place: Any = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = altered(place[path[-1]])
    changed = sealed(summary()).model_copy(update={"document": content})
    assert fault_of(changed) == Fault.FORGED


@pytest.mark.parametrize("name", [*documents.written(summary()), "note"])
def test_a_field_taken_away_or_added_is_refused(name: str) -> None:
    content = dict(sealed(summary()).document)
    if content.pop(name, None) is None:
        content[name] = "x"
    changed = sealed(summary()).model_copy(update={"document": content})
    assert fault_of(changed) == Fault.FORGED


def test_the_signature_of_another_document_or_of_another_key_is_refused() -> None:
    mine = sealed(summary())
    others = sealed(summary(level="state"))
    assert fault_of(mine.model_copy(update={"signature": others.signature})) == Fault.FORGED
    # Signed by another key, and still naming the first.
    assert fault_of(sealed(summary(), OTHER_KEY)) == Fault.FORGED
    raw = b64encode(signing.public_bytes(OTHER_KEY)).decode()
    assert fault_of(mine.model_copy(update={"public_key": raw})) == Fault.FORGED
    for broken in ("", "é", "AAAA", mine.signature[:-4]):
        assert fault_of(mine.model_copy(update={"signature": broken})) == Fault.FORGED
        assert fault_of(mine.model_copy(update={"public_key": broken})) == Fault.FORGED


def test_the_first_document_is_taken_at_its_word_and_the_next_ones_are_held_to_it() -> None:
    assert checking.trusted(sealed(summary()), known=None, at=LATER) == summary()
    newer = summary(issued_at=LATER)
    assert checking.trusted(sealed(newer), known=known(), at=LATER) == newer
    again = sealed(summary())
    assert checking.trusted(again, known=known(), at=LATER) == summary()


def test_another_key_is_refused_even_when_all_else_stands() -> None:
    assert fault_of(sealed(summary(OTHER_KEY), OTHER_KEY), known=known()) == Fault.OTHER_KEY


def test_another_company_or_another_summary_is_refused() -> None:
    others = documents.Company(id=summary().id, name="Verrerie Solane")
    assert fault_of(sealed(summary(company=others)), known=known()) == Fault.OTHER_COMPANY
    stranger = sealed(summary(id=summary().company.id))
    assert fault_of(stranger, known=known()) == Fault.OTHER_COMPANY


def test_an_older_document_played_again_is_refused() -> None:
    assert fault_of(sealed(summary()), known=known(issued_at=LATER)) == Fault.REPLAYED
    assert fault_of(sealed(notice()), known=known(issued_at=LATER)) == Fault.REPLAYED


def test_a_document_past_its_end_or_from_the_future_is_refused() -> None:
    assert fault_of(sealed(summary()), at=NOW + timedelta(days=90)) == Fault.EXPIRED
    assert fault_of(sealed(summary()), at=NOW - timedelta(hours=1)) == Fault.EARLY
    assert fault_of(sealed(notice(reason="ended")), known=known()) == Fault.EXPIRED


def test_a_notice_of_withdrawal_is_believed_like_a_summary() -> None:
    assert checking.trusted(sealed(notice()), known=known(), at=LATER) == notice()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"\xff", b'{"document": {}, "public_key": "", "signature": 1}',
        b'{"document": {}, "public_key": "", "signature": "", "more": 1}', b"{" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_envelope_is_refused(content: bytes) -> None:
    with pytest.raises(Untrusted) as refusal:
        checking.read(content)
    assert refusal.value.fault == Fault.UNREADABLE


def test_a_signed_document_of_another_kind_is_refused() -> None:
    others: list[dict[str, object]] = [{"kind": "timonerie.pulse"}]
    for content in (*others, documents.written(summary()) | {"more": 1}):
        signature = b64encode(KEY.sign(documents.canonical(content))).decode()
        envelope = sealed(summary()).model_copy(
            update={"document": content, "signature": signature}
        )
        assert fault_of(envelope) == Fault.UNREADABLE


def test_a_page_that_is_no_address_of_the_web_has_no_place_in_a_document() -> None:
    for page in ("javascript:alert(1)", "data:text/html,x", "//autre.example/", ""):
        with pytest.raises(ValueError, match="page"):
            summary(page=page)


def test_the_words_of_a_key_are_ten_and_told_apart_by_ear() -> None:
    vocabulary = fingerprints.vocabulary()
    assert len(set(vocabulary)) == len(vocabulary) == 256
    assert all(word.isascii() and word.islower() and len(word) > 3 for word in vocabulary)
    mine = fingerprints.words(summary().key)
    assert len(mine) == 10
    assert mine != fingerprints.words(summary(OTHER_KEY).key)


def test_a_document_is_the_same_bytes_however_it_was_written() -> None:
    content = documents.written(summary())
    shuffled = json.loads(json.dumps(dict(reversed(content.items())), indent=3))
    assert documents.canonical(shuffled) == documents.canonical(content)
