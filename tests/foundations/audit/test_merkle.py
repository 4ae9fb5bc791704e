"""The tree of RFC 6962: known roots, and what makes it a commitment to every leaf in order."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonerie.foundations.audit import merkle

pytestmark = pytest.mark.rule("AUD-04")

#: Leaves and roots of the reference tests of Certificate Transparency.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
leaves = st.lists(st.binary(max_size=8), max_size=40)


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_reference(size: int) -> None:
    assert merkle.root(LEAVES[:size]) == ROOTS[size]


def _defined(found: list[bytes]) -> bytes:
    """The definition of the RFC, word for word."""
    if not found:
        return hashlib.sha256(b"").digest()
    if len(found) == 1:
        return hashlib.sha256(b"\x00" + found[0]).digest()
    split = 1 << (len(found) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + _defined(found[:split]) + _defined(found[split:])).digest()


@given(leaves)
def test_the_tree_is_the_one_of_the_definition(found: list[bytes]) -> None:
    assert merkle.root(found) == _defined(found).hex()


@given(leaves, st.data())
def test_another_leaf_another_root(found: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(found)))
    root = merkle.root(found)
    assert merkle.root([*found[:at], b"added", *found[at:]]) != root
    if at < len(found):
        assert merkle.root([*found[:at], found[at] + b"x", *found[at + 1 :]]) != root
        assert merkle.root([*found[:at], *found[at + 1 :]]) != root


@given(leaves)
def test_two_leaves_swapped_another_root(found: list[bytes]) -> None:
    for at in range(len(found) - 1):
        if found[at] != found[at + 1]:
            swapped = [*found[:at], found[at + 1], found[at], *found[at + 2 :]]
            assert merkle.root(swapped) != merkle.root(found)
