"""Family « late inputs »: what our own sites owe comes later than it used to. The cause of what
the provider does next may be here."""

from dataclasses import replace

from timonerie.engine.signals.findings import Finding, of_level
from timonerie.engine.signals.matrix import Kind, Matrix
from timonerie.engine.signals.settings import Settings


def find(matrix: Matrix, settings: Settings) -> list[Finding]:
    """Inputs on time among those that were due: fewer than before.

    Raises ValueError for a matrix that is not of shares.
    """
    if matrix.kind is not Kind.SHARE:
        raise ValueError("inputs on time are a share of those due")
    return of_level(matrix, replace(settings, worse="lower"))
