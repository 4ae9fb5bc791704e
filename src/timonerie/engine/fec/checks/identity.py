"""Whose file it is, and whether it came already."""

from collections.abc import Iterator

from timonerie.engine.fec import names
from timonerie.engine.fec.checks.found import of_file
from timonerie.engine.fec.shapes import Finding, Profile


def find(profile: Profile, *, siren_known: frozenset[str]) -> Iterator[Finding]:
    """FEC-19, FEC-07."""
    if not profile.name_exact:
        yield from of_file("FEC-19", name=profile.name)
    siren = profile.name_siren
    if siren and not names.has_key(siren):
        yield from of_file("FEC-07", siren=siren, reason="key")
    elif siren and siren_known and siren not in siren_known:
        yield from of_file("FEC-07", siren=siren, reason="unknown")


def already(fingerprint: str, known: frozenset[str]) -> Iterator[Finding]:
    """FEC-06."""
    if fingerprint and fingerprint in known:
        yield from of_file("FEC-06", fingerprint=fingerprint)
