"""A renegotiation file, built from what each part tells."""

import hashlib
from collections.abc import Sequence

from timonerie.web.renegotiation_files import annex, registry
from timonerie.web.renegotiation_files.shapes import Annexed, Asked, Sheet


def build(asked: Asked) -> Sheet:
    """Everything that the reader may see of it, on that day."""
    facts = annex.of(asked)
    parts = tuple(registry.parts(asked))
    return Sheet(parts=parts, annex=facts, sha256=_seal(asked, facts))


def _seal(asked: Asked, facts: Sequence[Annexed]) -> str:
    seals = [one.sha256 for one in facts]
    seals += [
        letter.sha256
        for challenge in asked.challenges
        for step in challenge.steps.all()
        for letter in step.letters.all()
    ]
    return hashlib.sha256("\n".join(seals).encode()).hexdigest()
