"""The Merkle tree of RFC 6962 (section 2.1): one hash for all the events up to a number."""

import hashlib
from collections.abc import Iterable


class Tree:
    """Grows a leaf at a time; keeps one hash for each perfect subtree, whatever its size."""

    def __init__(self) -> None:
        self.size = 0
        self._subtrees: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        self._subtrees.append(hashlib.sha256(b"\x00" + leaf).digest())
        self.size += 1
        # As many subtrees are now complete as the size has zeros at its end.
        complete = (self.size & -self.size).bit_length() - 1
        for _rank in range(complete):
            self._join()

    def root(self) -> str:
        """Hexadecimal; the hash of nothing for an empty tree."""
        if not self._subtrees:
            return hashlib.sha256(b"").hexdigest()
        root = self._subtrees[-1]
        for left in reversed(self._subtrees[:-1]):
            root = _node(left, root)
        return root.hex()

    def _join(self) -> None:
        right = self._subtrees.pop()
        self._subtrees.append(_node(self._subtrees.pop(), right))


def root(leaves: Iterable[bytes]) -> str:
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
