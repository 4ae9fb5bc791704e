"""What the administration would say of a file: balance, sequence, blanks, dates, name."""

from collections.abc import Iterator

import pyarrow as pa

from timonerie.engine.fec.checks import balance, days, fields, identity, sequence
from timonerie.engine.fec.shapes import Finding, Profile, Severity

_ORDER = list(Severity)


def check(
    lines: pa.Table,
    profile: Profile,
    *,
    siren_known: frozenset[str] = frozenset(),
    fingerprints_known: frozenset[str] = frozenset(),
    fingerprint: str = "",
) -> list[Finding]:
    """Every finding of the lines of one file, anomalies first, then in the order of the codes.

    `siren_known` are the companies of the reader (none: the SIREN of the name is only checked by
    its key); `fingerprints_known` those of the files already there, against `fingerprint`, that of
    this one (FEC-06). What reading alone tells stands in `Reading.findings`. None refuses a file:
    what cannot be read does not come here."""
    found = [*_all(lines, profile, siren_known), *identity.already(fingerprint, fingerprints_known)]
    return sorted(found, key=lambda one: (_ORDER.index(one.severity), one.code))


def _all(lines: pa.Table, profile: Profile, siren_known: frozenset[str]) -> Iterator[Finding]:
    yield from identity.find(profile, siren_known=siren_known)
    if lines.num_rows:
        yield from balance.find(lines)
        yield from sequence.find(lines)
        yield from fields.find(lines)
        yield from days.find(lines, profile)
