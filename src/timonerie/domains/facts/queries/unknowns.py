"""Rows whose site, provider, team or activity nobody may create: they are rejected."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from timonerie.domains.facts.assembly import DIMENSIONS
from timonerie.domains.facts.enums import Field, Unknown
from timonerie.domains.facts.models import Source
from timonerie.domains.facts.queries import naming
from timonerie.domains.facts.rules.mapping import Mapping
from timonerie.domains.facts.rules.rows import Reading, reject
from timonerie.foundations.accounts.actors import Actor

CODE = "DIM-01"
_REMEDIES = {
    "unit": "Ce site n’est pas connu. Créez-le, ou dites quel site ce texte désigne.",
    "team": "Cette équipe n’est pas connue. Créez-la, ou dites quelle équipe ce texte désigne.",
    "provider": (
        "Ce prestataire n’est pas connu. Créez-le, ou dites quel prestataire ce texte désigne."
    ),
    "activity": (
        "Cette activité n’est pas connue. Créez-la, ou dites quelle activité ce texte désigne."
    ),
}
_CREATING = {
    "unit": "organisation.write",
    "team": "organisation.write",
    "provider": "provider.write",
    "activity": "activity.write",
}


def leave_out(reading: Reading, *, mapping: Mapping, source: Source | None, by: Actor) -> None:
    """Reject the rows that name what the company does not know, where the mapping refuses it or
    the actor may not create it."""
    guarded = [
        dimension
        for dimension in DIMENSIONS
        if mapping.unknown == Unknown.REJECT or not by.may(_CREATING[dimension])
    ]
    if not guarded:
        return
    words = {
        dimension: reading.events[field].drop_null().unique().to_pylist()
        for dimension, field in DIMENSIONS.items()
    }
    known = naming.known(source=source, words=words)
    left = np.zeros(reading.events.num_rows, dtype=bool)
    for dimension in guarded:
        absent = [word for word in words[dimension] if word not in known[dimension]]
        if absent:
            left |= _reject(reading, mapping, dimension, absent)
    reading.events = reading.events.filter(pa.array(~left))
    reading.rejected += int(left.sum())
    reading.rejects.sort(key=lambda one: one.line)


def _reject(
    reading: Reading, mapping: Mapping, dimension: str, absent: list[str]
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """List the rows that say one of the absent words; returns which they are."""
    field = DIMENSIONS[dimension]
    texts = reading.events[field]
    where = pc.is_in(texts, value_set=pa.array(absent, pa.string()))
    column = mapping.columns.get(Field(field), field)
    lines = reading.events["line"].filter(where).to_pylist()
    for line, text in zip(lines, texts.filter(where).to_pylist(), strict=True):
        reject(reading, line, column, text, CODE, _REMEDIES[dimension])
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = where.to_numpy()
    return found
