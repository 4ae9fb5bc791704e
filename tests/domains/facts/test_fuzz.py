"""Damaged inputs: whatever is broken in them, the only way out is a named refusal or a reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domains.facts import seeds
from tests.domains.facts.recognisers import RECOGNISERS
from timonerie.domains.facts.rules.mapping import Mapping, MappingError

pytestmark = [pytest.mark.rule("FIL-05", "FIL-06", "FIL-11"), pytest.mark.slow]

EXAMPLES = 300
Damage = list[tuple[int, bytes]]
damages = st.lists(
    st.tuples(
        st.integers(0, 20_000),
        st.one_of(
            st.binary(max_size=3),
            st.sampled_from([b'"', b";", b"\0", b"<", b"&x;", b"\xe9", b"9" * 40, b"[[", b"PK"]),
            st.sampled_from([b"FREQ=", b"\r\n ", b"T", b"\r\nS21.G00.40.001,'"]),
        ),
    ),
    max_size=4,
)
more = settings(max_examples=max(EXAMPLES, settings().max_examples))


def damaged(data: bytes, damage: Damage, cut: int) -> bytes:
    for place, piece in damage:
        at = place % (len(data) + 1)
        data = data[:at] + piece + data[at + len(piece) :]
    return data[: max(0, len(data) - cut)]


@pytest.fixture(scope="module")
def sound() -> dict[str, list[bytes]]:
    return {name: seeds.of_recogniser(name) for name in RECOGNISERS}


@pytest.mark.parametrize("name", RECOGNISERS)
@more
@given(seed=st.integers(0, 100), damage=damages, cut=st.sampled_from([0, 0, 0, 1, 40]))
def test_what_is_damaged_is_read_or_refused_by_name(
    sound: dict[str, list[bytes]], name: str, seed: int, damage: Damage, cut: int
) -> None:
    data = sound[name][seed % len(sound[name])]

    assert RECOGNISERS[name](damaged(data, damage, cut))


@pytest.mark.parametrize("name", ["csv", "dsn", "encodings", "dates", "numbers", "mapping", "ics"])
@more
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused_by_name(name: str, text: str) -> None:
    assert RECOGNISERS[name](text.encode(errors="surrogatepass"))


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8))
words = st.sampled_from(["columns", "fold", "zone", "dates", "pause", "values", "case", "order"])
documents = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(words, st.text(max_size=5)), inner, max_size=4),
    ),
    max_leaves=12,
)


@more
@given(document=st.dictionaries(words, documents, max_size=6))
def test_any_document_is_a_mapping_or_names_its_fault(document: dict[str, object]) -> None:
    try:
        mapping = Mapping.from_dict(document, default_zone="Europe/Paris")
    except MappingError:
        return
    assert Mapping.from_toml(mapping.to_toml()) == mapping


@pytest.mark.parametrize("text", ["[" * 100_000, "{b = " * 5_000, "9" * 5_000])
def test_a_mapping_without_end_is_refused_by_name(text: str) -> None:
    with pytest.raises(MappingError):
        Mapping.from_toml(f"a = {text}")
